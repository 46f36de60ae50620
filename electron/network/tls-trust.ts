import type { ConnectionOptions } from 'node:tls';

/** Whom a connection believes: these authorities and nobody else, never the system's store. */
export interface TlsTrust {
  /** PEM, at least one. */
  readonly roots: readonly string[];
  /** PEM; when given, each certificate of the chain must be covered by a list still valid (ECO.1.1.6). */
  readonly revocationLists: readonly string[];
}

/** A software certificate with its key. */
export type ClientCertificate =
  | { readonly format: 'pem'; readonly certificate: string; readonly key: string; readonly passphrase: string | null }
  | { readonly format: 'pkcs12'; readonly bytes: Uint8Array; readonly passphrase: string };

/** TLS 1.3 suites, and for 1.2 ECDHE with AES-GCM only (choix: the closed list of ECO.1.1.3 was not published to us, à vérifier). */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/**
 * Options for a TLS client of the trust space: TLS 1.2 at least, name and chain always checked. There is no setting to weaken them.
 * Throws RangeError without a root: an empty list must never mean « everybody ».
 */
export function tlsOptions(trust: TlsTrust, client: ClientCertificate | null): ConnectionOptions {
  if (trust.roots.length === 0) throw new RangeError('aucune autorité de confiance');
  return {
    ca: [...trust.roots],
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
    rejectUnauthorized: true,
    ...(trust.revocationLists.length === 0 ? {} : { crl: [...trust.revocationLists] }),
    ...(client === null ? {} : clientOptions(client)),
  };
}

function clientOptions(client: ClientCertificate): ConnectionOptions {
  if (client.format === 'pkcs12') return { pfx: Buffer.from(client.bytes), passphrase: client.passphrase };
  const passphrase = client.passphrase === null ? {} : { passphrase: client.passphrase };
  return { cert: client.certificate, key: client.key, ...passphrase };
}

/** Why a certificate was refused, by us or by the peer. */
export type CertificateProblem =
  'autorite' | 'nom' | 'expire' | 'pas-encore-valide' | 'revoque' | 'liste-de-revocation' | 'notre-certificat';

/** What each refusal of ours means for the doctor; nothing left, since the handshake did not end. */
export const CERTIFICATE_SENTENCES: Readonly<Record<Exclude<CertificateProblem, 'notre-certificat'>, string>> = {
  autorite: 'Le certificat du service ne vient pas d’une autorité reconnue.',
  nom: 'Le certificat présenté n’est pas celui de ce service.',
  expire: 'Le certificat du service a expiré.',
  'pas-encore-valide': 'Le certificat du service n’est pas encore valable : vérifiez la date de l’ordinateur.',
  revoque: 'Le certificat du service a été révoqué par son autorité.',
  'liste-de-revocation':
    'La liste des certificats révoqués manque ou est périmée : elle doit être mise à jour sur cet ordinateur.',
};

const PROBLEMS: Readonly<Record<string, CertificateProblem>> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'autorite',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'autorite',
  UNABLE_TO_GET_ISSUER_CERT: 'autorite',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'autorite',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'autorite',
  CERT_SIGNATURE_FAILURE: 'autorite',
  INVALID_CA: 'autorite',
  INVALID_PURPOSE: 'autorite',
  CERT_UNTRUSTED: 'autorite',
  ERR_TLS_CERT_ALTNAME_INVALID: 'nom',
  HOSTNAME_MISMATCH: 'nom',
  CERT_HAS_EXPIRED: 'expire',
  CERT_NOT_YET_VALID: 'pas-encore-valide',
  CERT_REVOKED: 'revoque',
  UNABLE_TO_GET_CRL: 'liste-de-revocation',
  CRL_HAS_EXPIRED: 'liste-de-revocation',
  CRL_NOT_YET_VALID: 'liste-de-revocation',
  CRL_SIGNATURE_FAILURE: 'liste-de-revocation',
};

/** Alerts by which the peer says that it does not accept our certificate, or that it wants one. */
const REFUSED_BY_PEER =
  /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE)/;

function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 3) return [];
  const { code, originalCode, cause } = error as { code?: unknown; originalCode?: unknown; cause?: unknown };
  return [code, originalCode].filter((value) => typeof value === 'string').concat(codesOf(cause, depth + 1));
}

/** What an error of a TLS connection says of a certificate; null when it is about something else. */
export function certificateProblem(error: unknown): CertificateProblem | null {
  for (const code of codesOf(error)) {
    const problem = PROBLEMS[code];
    if (problem !== undefined) return problem;
    if (REFUSED_BY_PEER.test(code)) return 'notre-certificat';
  }
  return null;
}
