import type {
  SMTPConnectionAuth,
  SMTPConnectionCustomAuthContext,
  SMTPConnectionCustomAuthHandlers,
} from 'nodemailer/lib/smtp-connection';
import type { MailAuthentication } from './mail-server.ts';

/**
 * Our own name for the token login. Under « XOAUTH2 » the library would fall back on the first mechanism that the server offers, and
 * hand the token over as a password.
 */
const BEARER = 'HYGIE-BEARER';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** Ends a SASL exchange whose first answer was a challenge (the token's refusal, in JSON), so that the server gives its code. */
async function finish(
  context: SMTPConnectionCustomAuthContext,
  first: { status: number; response: string },
  breaker: string,
): Promise<void> {
  const last = first.status === 334 ? await context.sendCommand(breaker) : first;
  if (last.status !== 235) throw Object.assign(new Error('connexion refusée'), { response: last.response });
}

async function bearer(context: SMTPConnectionCustomAuthContext): Promise<void> {
  const { user, pass } = context.auth.credentials;
  const first = await context.sendCommand(
    `AUTH XOAUTH2 ${base64(`user=${user}\u0001auth=Bearer ${pass}\u0001\u0001`)}`,
  );
  // 504: mechanism unknown. RFC 7628 is the standard form of the same thing.
  if (first.status !== 504) return await finish(context, first, '');
  const standard = await context.sendCommand(
    `AUTH OAUTHBEARER ${base64(`n,a=${user},\u0001auth=Bearer ${pass}\u0001\u0001`)}`,
  );
  await finish(context, standard, 'AQ==');
}

/** Replies by which a server says that it does not know a mechanism (RFC 4954 § 4, RFC 5321 § 4.2.2). */
const UNKNOWN_MECHANISM: readonly number[] = [500, 502, 503, 504, 534];

/**
 * The certificate already said who we are (RFC 4422, EXTERNAL): the mailbox is only named. A server that knows no EXTERNAL took the certificate in
 * the handshake, or will say at MAIL FROM that it wants more.
 */
async function external(context: SMTPConnectionCustomAuthContext): Promise<void> {
  const first = await context.sendCommand(`AUTH EXTERNAL ${base64(context.auth.credentials.user)}`);
  if (!UNKNOWN_MECHANISM.includes(first.status)) await finish(context, first, '');
}

export function saslHandlers(): SMTPConnectionCustomAuthHandlers {
  return { [BEARER]: bearer, EXTERNAL: external };
}

/** What the login needs; `token` is the Pro Santé Connect access token of this connection. */
export function credentials(authentication: MailAuthentication, token: string | null): SMTPConnectionAuth {
  switch (authentication.kind) {
    case 'psc':
      return { method: BEARER, user: authentication.user, pass: token ?? '' };
    case 'mot-de-passe':
      return { user: authentication.user, pass: authentication.password };
    case 'certificat':
      return authentication.password === null
        ? { method: 'EXTERNAL', user: authentication.user, pass: '' }
        : { user: authentication.user, pass: authentication.password };
  }
}
