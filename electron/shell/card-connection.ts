import type { CardConnection, CardConnectionRequest } from '../host/desk.ts';
import { openCardHttps } from './card-https.ts';

/** HTTPS with the card of this login. */
export async function openCardConnection(request: CardConnectionRequest, now: () => Date): Promise<CardConnection> {
  const { holder, ...rest } = request;
  return openCardHttps({
    certificate: holder.auth.der,
    tokenLabel: holder.tokenLabel,
    pinPad: holder.pinPad,
    ...rest,
    now,
  });
}
