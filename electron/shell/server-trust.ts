import { X509Certificate } from 'node:crypto';
import { readCertificate } from '../formats/x509/certificate.ts';
import { chainRevocation } from '../formats/x509/chain-revocation.ts';
import { verifyChain } from '../formats/x509/chain.ts';

/** Answers of Electron's certificate verification: 0 accepts, the others are Chromium's error numbers. */
export const VERDICT = {
  accepted: 0,
  wrongName: -200,
  wrongDate: -201,
  unknownAuthority: -202,
  revocationUnknown: -205,
  revoked: -206,
  invalid: -207,
} as const;
export type Verdict = (typeof VERDICT)[keyof typeof VERDICT];

const IP_ADDRESS = /^[\d.]+$|:/;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

export interface PresentedServer {
  readonly hostname: string;
  /** PEM of the server's certificate, then of those it sent with it. */
  readonly certificates: readonly string[];
}

/**
 * Judges a server by pinned authorities, its dates, its name and its usage; the system's store has no say (the IGC-Santé is not in it, and nothing in it may
 * vouch for a health server).
 * @param authorities PEM; the self-signed ones are the roots
 * @param lists revocation lists of these authorities, PEM; empty: the service has none; null: one is missing, so nobody can be judged
 */
export function judgeServer(
  server: PresentedServer,
  authorities: readonly string[],
  lists: readonly string[] | null,
  now: Date,
): Verdict {
  const [own, ...others] = server.certificates;
  if (own === undefined) return VERDICT.invalid;
  try {
    const certificate = readCertificate(own);
    const chain = verifyChain(certificate, authorities, now, others);
    if (chain === 'unknown-authority') return VERDICT.unknownAuthority;
    if (chain !== 'trusted') return VERDICT.wrongDate;
    if (certificate.extendedUsage.length > 0 && !certificate.extendedUsage.includes(SERVER_AUTHENTICATION))
      return VERDICT.invalid;
    const named = new X509Certificate(own);
    const host = server.hostname.replace(/^\[(.*)\]$/, '$1');
    const match = IP_ADDRESS.test(host) ? named.checkIP(host) : named.checkHost(host, { subject: 'never' });
    if (match === undefined) return VERDICT.wrongName;
    if (lists === null) return VERDICT.revocationUnknown;
    const revocation = lists.length === 0 ? 'good' : chainRevocation(server.certificates, authorities, lists, now);
    return revocation === 'good'
      ? VERDICT.accepted
      : revocation === 'revoked'
        ? VERDICT.revoked
        : VERDICT.revocationUnknown;
  } catch {
    return VERDICT.invalid;
  }
}
