import type { CertificateProblem } from '../tls-trust.ts';
import { ProviderUnreachable } from './provider-fetch.ts';

/**
 * Why there is no session. `session-terminee`: the provider refuses to renew it (ECO.1.2.6); `reponse-invalide`: what came is not what was asked
 * for, or is not from the provider, and nothing of it was used.
 */
export type OpenidErrorKind =
  | 'injoignable'
  | 'certificat-refuse'
  | 'metadonnees-invalides'
  | 'port-occupe'
  | 'navigateur'
  | 'annule'
  | 'delai-depasse'
  | 'refus'
  | 'client-refuse'
  | 'reponse-invalide'
  | 'niveau-insuffisant'
  | 'session-terminee';

/** Failure of a sign-in or of a renewal. Never carries a code, a token nor a secret. */
export class OpenidError extends Error {
  readonly kind: OpenidErrorKind;
  /** The provider's own error code (RFC 6749 § 4.1.2.1 and § 5.2), or the name of the check that failed; null when there is none. */
  readonly code: string | null;
  readonly problem: CertificateProblem | null;
  constructor(kind: OpenidErrorKind, code: string | null = null, problem: CertificateProblem | null = null) {
    super(code === null ? kind : `${kind} (${code})`);
    this.name = 'OpenidError';
    this.kind = kind;
    this.code = code;
    this.problem = problem;
  }
}

function unreachableIn(error: unknown, depth = 0): ProviderUnreachable | null {
  if (error instanceof ProviderUnreachable) return error;
  if (!(error instanceof Error) || depth > 3) return null;
  return unreachableIn(error.cause, depth + 1);
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.-]{1,60}$/.test(value) ? value : null;

/** Reads an error of the library. `renewing`: a refresh token was presented. */
export function openidErrorOf(error: unknown, renewing: boolean): OpenidError {
  if (error instanceof OpenidError) return error;
  const unreachable = unreachableIn(error);
  if (unreachable !== null)
    return unreachable.problem === null
      ? new OpenidError('injoignable')
      : new OpenidError('certificat-refuse', unreachable.problem, unreachable.problem);
  const failure = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    error?: unknown;
    status?: unknown;
  };
  const refused = text(failure.error);
  const code = text(failure.code);
  if (code === 'OAUTH_TIMEOUT') return new OpenidError('injoignable');
  if (refused === 'access_denied') return new OpenidError('refus', refused);
  if (refused === 'invalid_grant') return new OpenidError(renewing ? 'session-terminee' : 'reponse-invalide', refused);
  // A provider in trouble passes: what it holds is not over.
  if (refused === 'temporarily_unavailable' || refused === 'server_error')
    return new OpenidError('injoignable', refused);
  if (refused !== null) return new OpenidError('client-refuse', refused);
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return new OpenidError('client-refuse', 'invalid_client');
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON')
    return new OpenidError('injoignable', code);
  return new OpenidError('reponse-invalide', code);
}
