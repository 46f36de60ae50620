import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { OpenidTokens } from '../../network/openid/openid-client.ts';

const Kept = z.object({
  accessToken: z.string(),
  accessUntil: z.number().nullable(),
  refreshToken: z.string().nullable(),
  refreshUntil: z.number().nullable(),
  subject: z.string(),
  username: z.string().nullable(),
  amr: z.array(z.string()),
  since: z.number(),
});
export type KeptTokens = OpenidTokens & { readonly since: number };

/**
 * What a session leaves in memory while Hygie is locked: closed by a key that only the open base holds, so that a locked Hygie holds no token that
 * anybody could use, and never on disk (ECO.1.2.5). The same doctor who unlocks finds the session again, if Pro Santé Connect still holds it (ECO.1.2.7).
 */
export function seal(key: Uint8Array, idNat: string, tokens: KeptTokens): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(idNat));
  const closed = Buffer.concat([cipher.update(JSON.stringify(tokens)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), closed]);
}

/** null when it is not this doctor's, nor of this base. */
export function unseal(key: Uint8Array, idNat: string, sealed: Uint8Array): KeptTokens | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(idNat));
    decipher.setAuthTag(sealed.subarray(12, 28));
    const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
    return Kept.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}
