import { X509Certificate } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { issuerOf } from './chain.ts';
import { readRevocationList } from './revocation-list.ts';

/** 'stale': not revoked according to a list that is too old. 'unknown': no list, or one that this authority did not sign. */
export type Revocation = 'good' | 'revoked' | 'stale' | 'unknown';

/** choix: a list is old seven days after it was made, even if it says that it is valid for longer, à vérifier. */
const OLD_AFTER = 7 * 86_400_000;

/**
 * Looks a certificate up in a revocation list (RFC 5280 §5), PEM or DER. The list must be signed by the certificate's own authority; a revoked
 * certificate stays so whatever the age of the list.
 */
export function revocationOf(
  certificate: Certificate,
  list: Uint8Array | string | null,
  authorities: readonly string[],
  at: Date,
): Revocation {
  const issuer = issuerOf(certificate, authorities);
  if (list === null || issuer === null) return 'unknown';
  try {
    const read = readRevocationList(list, new X509Certificate(issuer).publicKey);
    if (read.revokes(certificate.serialNumber)) return 'revoked';
    const outdated = read.nextUpdate !== null && read.nextUpdate < at;
    return outdated || at.getTime() - read.thisUpdate.getTime() > OLD_AFTER ? 'stale' : 'good';
  } catch {
    return 'unknown';
  }
}
