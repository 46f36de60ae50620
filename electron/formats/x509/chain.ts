import { X509Certificate } from 'node:crypto';
import { pemCertificates, type Certificate } from './certificate.ts';

export type ChainVerdict = 'trusted' | 'unknown-authority' | 'expired' | 'not-yet-valid';

const LONGEST_CHAIN = 6;

function signedBy(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

function dateVerdict(path: readonly X509Certificate[], at: Date): Exclude<ChainVerdict, 'unknown-authority'> {
  // Written so that a date which cannot be read never passes.
  if (!path.every((each) => at <= new Date(each.validTo))) return 'expired';
  return path.every((each) => at >= new Date(each.validFrom)) ? 'trusted' : 'not-yet-valid';
}

/** What was handed over and is not a certificate helps nobody, and stops nothing. */
function readable(pem: string): X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}

/** Every way from the end of `path` to a pinned root, through pinned or handed-over authorities. */
function* waysToRoot(
  path: readonly X509Certificate[],
  pinned: readonly X509Certificate[],
  handedOver: readonly X509Certificate[],
): Generator<readonly X509Certificate[]> {
  const last = path.at(-1);
  if (last === undefined || path.length > LONGEST_CHAIN) return;
  for (const issuer of [...pinned, ...handedOver]) {
    if (path.includes(issuer) || !signedBy(issuer, last)) continue;
    if (!isRoot(issuer)) yield* waysToRoot([...path, issuer], pinned, handedOver);
    else if (pinned.includes(issuer)) yield [...path, issuer];
  }
}

/**
 * Checks a certificate against pinned authorities (RFC 5280 §6, without policies). `authorities` are PEM texts; the self-signed ones are the roots,
 * recognised by themselves and never by name. `handedOver` are the ones that the peer sent along: a way to a root may pass through
 * them, and none of them is ever a root. Dates are judged once the authority is known, over the whole way.
 */
export function verifyChain(
  certificate: Certificate,
  authorities: readonly string[],
  at: Date,
  handedOver: readonly string[] = [],
): ChainVerdict {
  const pinned = authorities.flatMap(pemCertificates).map((pem) => new X509Certificate(pem));
  const others = handedOver.flatMap(pemCertificates).slice(0, LONGEST_CHAIN).flatMap(readable);
  let verdict: ChainVerdict = 'unknown-authority';
  for (const way of waysToRoot([new X509Certificate(Buffer.from(certificate.der))], pinned, others)) {
    verdict = dateVerdict(way, at);
    if (verdict === 'trusted') break;
  }
  return verdict;
}

/** The certificate of `authorities` that signed this one; null when none did. */
export function issuerOf(certificate: Certificate, authorities: readonly string[]): string | null {
  const child = new X509Certificate(Buffer.from(certificate.der));
  return authorities.flatMap(pemCertificates).find((pem) => signedBy(new X509Certificate(pem), child)) ?? null;
}
