import { X509Certificate } from 'node:crypto';
import { pemCertificates } from './certificate.ts';
import { readRevocationList, type RevocationList } from './revocation-list.ts';

/** 'unable': a certificate of the way is covered by no list that is valid now. */
export type ChainRevocation = 'good' | 'revoked' | 'unable';

const LONGEST_CHAIN = 6;

function listOf(pem: string, issuer: X509Certificate): RevocationList | null {
  try {
    return readRevocationList(pem, issuer.publicKey);
  } catch {
    // The list of another authority of the chain.
    return null;
  }
}

/**
 * Looks every certificate of a way up in the lists of its own issuer, the root apart (RFC 5280 §6.3; ECO.1.1.6: each certificate must be covered by
 * a list still valid). The way itself was verified before. `certificates`: PEM, the peer's own first, then what it handed over.
 */
export function chainRevocation(
  certificates: readonly string[],
  authorities: readonly string[],
  lists: readonly string[],
  at: Date,
): ChainRevocation {
  const others = [...authorities, ...certificates.slice(1)]
    .flatMap(pemCertificates)
    .map((pem) => new X509Certificate(pem));
  const [own] = certificates;
  if (own === undefined) return 'unable';
  let certificate = new X509Certificate(own);
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    const issuer = others.find(
      (each) => each.ca && certificate.checkIssued(each) && certificate.verify(each.publicKey),
    );
    if (issuer === undefined) return 'unable';
    if (issuer.fingerprint256 === certificate.fingerprint256) return 'good';
    const signed = lists.map((pem) => listOf(pem, issuer)).filter((each) => each !== null);
    const { serialNumber } = certificate;
    if (signed.some((list) => list.revokes(serialNumber))) return 'revoked';
    const valid = signed.some(
      ({ thisUpdate, nextUpdate }) => thisUpdate <= at && (nextUpdate === null || nextUpdate >= at),
    );
    if (!valid) return 'unable';
    certificate = issuer;
  }
  return 'unable';
}
