import type { ClientCertificate, TlsTrust } from './tls-trust.ts';

/** One mail service of an operator: STARTTLS always (Référentiel socle MSSanté #2, ECO.1.0.1 and 1.0.2). */
export interface MailServer {
  readonly host: string;
  readonly port: number;
}

/** How a mailbox proves who it is. Secrets live in memory only, for the time of a connection. */
export type MailAuthentication =
  | { readonly kind: 'mot-de-passe'; readonly user: string; readonly password: string }
  /** Pro Santé Connect: `renew` is true when the operator refused the token given before (ECO.1.2.7). Rejects with NoToken. */
  | { readonly kind: 'psc'; readonly user: string; readonly accessToken: (renew: boolean) => Promise<string> }
  | {
      readonly kind: 'certificat';
      readonly user: string;
      readonly certificate: ClientCertificate;
      readonly password: string | null;
    };

/**
 * There is no token to show: the session is over and only the doctor opens another; or the provider cannot be asked now. Nothing was said to the operator.
 */
export class NoToken extends Error {
  readonly why: 'session-fermee' | 'injoignable';
  constructor(why: NoToken['why']) {
    super(why);
    this.name = 'NoToken';
    this.why = why;
  }
}

export interface MailTimeouts {
  /** To be connected and secured, in milliseconds. */
  readonly connection: number;
  /** Of silence of the peer, in milliseconds. */
  readonly silence: number;
}

export const MAIL_TIMEOUTS: MailTimeouts = { connection: 15_000, silence: 60_000 };

export interface MailAccess {
  readonly server: MailServer;
  readonly trust: TlsTrust;
  readonly authentication: MailAuthentication;
  readonly timeouts?: MailTimeouts;
}

/** The certificate to show in the handshake; null when the account has none. */
export function clientCertificateOf(authentication: MailAuthentication): ClientCertificate | null {
  return authentication.kind === 'certificat' ? authentication.certificate : null;
}
