import 'reflect-metadata';
import { X509Certificate, X509Crl } from '@peculiar/x509';
import type { Certificate } from './certificate.ts';
import { issuerOf } from './chain.ts';

/** 'stale': not revoked according to a list whose next update is past. 'unknown': no list, or one this authority did not sign. */
export type Revocation = 'good' | 'revoked' | 'stale' | 'unknown';

/**
 * Looks a certificate up in a revocation list (RFC 5280 §5), PEM or DER. The list must be signed by the certificate's own authority.
 */
export async function revocationOf(
  certificate: Certificate,
  list: Uint8Array | string | null,
  authorities: readonly string[],
  at: Date,
): Promise<Revocation> {
  const issuer = issuerOf(certificate, authorities);
  if (list === null || issuer === null) return 'unknown';
  let crl: X509Crl;
  try {
    crl = new X509Crl(typeof list === 'string' ? list : new Uint8Array(list));
    if (!(await crl.verify({ publicKey: new X509Certificate(issuer) }))) return 'unknown';
  } catch {
    return 'unknown';
  }
  if (crl.findRevoked(certificate.serialNumber.toLowerCase()) !== null) return 'revoked';
  return crl.nextUpdate !== undefined && crl.nextUpdate < at ? 'stale' : 'good';
}
