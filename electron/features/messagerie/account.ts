import { HygieError } from '../../../shared/errors.ts';
import type { CompteMssante } from '../../../shared/contract/reglages.ts';
import type { MailAccess, MailAuthentication } from '../../network/mail-server.ts';
import type { ClientCertificate, TlsTrust } from '../../network/tls-trust.ts';

/** A mailbox with its secret, in memory for the time of a session. */
export interface CompteOuvert {
  readonly compte: Omit<CompteMssante, 'secretPresent'>;
  /** Password; or, for a certificate, PEM (certificate and key) or the JSON of `SecretCertificat`; null with Pro Santé Connect. */
  readonly secret: string | null;
  /** Pro Santé Connect: gives an access token that is never kept (ECO.1.2.5); rejects with NoToken once the session is over. */
  readonly accessToken: (renew: boolean) => Promise<string>;
  /** True when that session is over: a connection it opened is not kept (ECO.1.2.6). */
  readonly sessionFermee?: boolean;
  readonly trust: TlsTrust;
}

/** What the settings keep of a software certificate of the IGC-Santé (ORG AUTH_CLI). */
interface SecretCertificat {
  /** Base64. */
  readonly pkcs12: string;
  readonly phrase: string;
  /** Beside the certificate, for operators who want both, and for IMAP where the certificate alone is not enough; null for none. */
  readonly motDePasse: string | null;
}

function certificateFrom(secret: string): { certificate: ClientCertificate; password: string | null } {
  if (secret.trimStart().startsWith('{')) {
    const kept = JSON.parse(secret) as SecretCertificat;
    return {
      certificate: { format: 'pkcs12', bytes: Buffer.from(kept.pkcs12, 'base64'), passphrase: kept.phrase },
      password: kept.motDePasse,
    };
  }
  return { certificate: { format: 'pem', certificate: secret, key: secret, passphrase: null }, password: null };
}

function authenticationOf({ compte, secret, accessToken }: CompteOuvert): MailAuthentication {
  if (compte.authentification === 'psc') return { kind: 'psc', user: compte.adresse, accessToken };
  if (secret === null)
    throw new HygieError(
      'NOT_ALLOWED',
      'Le secret de cette boîte MSSanté n’est pas enregistré. Complétez le compte dans « Réglages ».',
    );
  if (compte.authentification === 'mot-de-passe')
    return { kind: 'mot-de-passe', user: compte.adresse, password: secret };
  try {
    return { kind: 'certificat', user: compte.adresse, ...certificateFrom(secret) };
  } catch (cause) {
    throw new HygieError(
      'NOT_ALLOWED',
      'Le certificat de cette boîte MSSanté est illisible. Enregistrez-le de nouveau dans « Réglages ».',
      { cause },
    );
  }
}

/** The two doors of a mailbox. Throws HygieError NOT_ALLOWED when its secret is missing or unreadable. */
export function accessTo(account: CompteOuvert): { readonly soumission: MailAccess; readonly imap: MailAccess } {
  const authentication = authenticationOf(account);
  const { soumission, imap } = account.compte;
  return {
    soumission: { server: { host: soumission.hote, port: soumission.port }, trust: account.trust, authentication },
    imap: { server: { host: imap.hote, port: imap.port }, trust: account.trust, authentication },
  };
}
