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

function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

/** What was handed over and is not a certificate helps nobody, and stops nothing. */
function readable(pem: string): X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}

/** Is there a way from this certificate to a pinned root, through pinned or handed-over authorities? */
function leadsToRoot(
  certificate: X509Certificate,
  pinned: readonly X509Certificate[],
  handedOver: readonly X509Certificate[],
  at: Date,
  steps = LONGEST_CHAIN,
): boolean {
  if (steps === 0) return false;
  const pinnedIssuers = pinned.filter((each) => issued(each, certificate, at));
  if (pinnedIssuers.some(isRoot)) return true;
  return [...pinnedIssuers, ...handedOver.filter((each) => issued(each, certificate, at))].some((issuer) =>
    leadsToRoot(issuer, pinned, handedOver, at, steps - 1),
  );
}

/**
 * Checks a certificate against pinned authorities (RFC 5280 §6, without policies). `authorities` are PEM texts; the self-signed ones are the roots,
 * recognised by themselves and never by name. `handedOver` are the ones that the peer sent along: a way to a root may pass through
 * them, and none of them is ever a root. The dates of the certificate are judged once its authority is known.
 */
export function verifyChain(
  certificate: Certificate,
  authorities: readonly string[],
  at: Date,
  handedOver: readonly string[] = [],
): ChainVerdict {
  const pinned = authorities.flatMap(pemCertificates).map((pem) => new X509Certificate(pem));
  const others = handedOver.flatMap(pemCertificates).slice(0, LONGEST_CHAIN).flatMap(readable);
  if (!leadsToRoot(new X509Certificate(Buffer.from(certificate.der)), pinned, others, at)) return 'unknown-authority';
  if (at < certificate.notBefore) return 'not-yet-valid';
  return at > certificate.notAfter ? 'expired' : 'trusted';
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
