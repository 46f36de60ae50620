import { X509Certificate } from 'node:crypto';
import { pemCertificates, type Certificate } from './certificate.ts';

export type ChainVerdict = 'trusted' | 'unknown-authority' | 'expired' | 'not-yet-valid';

const LONGEST_CHAIN = 6;

/** True when `issuer` is a certificate authority that signed `certificate` and is itself valid at `at`. */
function issued(issuer: X509Certificate, certificate: X509Certificate, at: Date): boolean {
  return (
    issuer.ca &&
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    new Date(issuer.validFrom) <= at &&
    at <= new Date(issuer.validTo)
  );
}

/**
 * Checks a certificate against pinned authorities (RFC 5280 §6, without policies). `authorities` are PEM texts; the self-signed ones are the roots,
 * recognised by themselves and never by name. The dates of the certificate are judged once its authority is known.
 */
export function verifyChain(certificate: Certificate, authorities: readonly string[], at: Date): ChainVerdict {
  const known = authorities.flatMap(pemCertificates).map((pem) => new X509Certificate(pem));
  let current = new X509Certificate(Buffer.from(certificate.der));
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    const child = current;
    const issuer = known.find((each) => issued(each, child, at));
    if (issuer === undefined) return 'unknown-authority';
    if (issuer.checkIssued(issuer) && issuer.verify(issuer.publicKey)) {
      if (at < certificate.notBefore) return 'not-yet-valid';
      return at > certificate.notAfter ? 'expired' : 'trusted';
    }
    current = issuer;
  }
  return 'unknown-authority';
}

/** The certificate of `authorities` that signed this one; null when none did. */
export function issuerOf(certificate: Certificate, authorities: readonly string[]): string | null {
  const child = new X509Certificate(Buffer.from(certificate.der));
  return (
    authorities
      .flatMap(pemCertificates)
      .find((pem) => child.checkIssued(new X509Certificate(pem)) && child.verify(new X509Certificate(pem).publicKey)) ??
    null
  );
}
