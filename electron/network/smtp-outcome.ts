import { certificateProblem, type CertificateProblem } from './tls-trust.ts';

export interface Refusal {
  readonly address: string;
  /** SMTP reply code; 4xx is « not now », 5xx is « no »; 0 when the server gave none. */
  readonly code: number;
  readonly text: string;
}

/**
 * What became of a submission. Only `accepte` was received, only `issue-inconnue` may have been; for all others the operator surely
 * holds nothing.
 */
export type SmtpOutcome =
  | {
      readonly kind: 'accepte';
      readonly accepted: readonly string[];
      readonly refused: readonly Refusal[];
      readonly response: string;
    }
  | {
      readonly kind: 'refuse';
      readonly stage: 'expediteur' | 'destinataires' | 'message';
      readonly code: number;
      readonly text: string;
      readonly refused: readonly Refusal[];
    }
  /** The connection ended once the message had begun to leave: never sent again without a human. */
  | { readonly kind: 'issue-inconnue'; readonly detail: string }
  | { readonly kind: 'injoignable'; readonly detail: string }
  /** No token to show (Pro Santé Connect): the operator was not even asked. */
  | { readonly kind: 'session-fermee' }
  | { readonly kind: 'authentification-refusee'; readonly code: number; readonly text: string }
  | { readonly kind: 'certificat-refuse'; readonly problem: CertificateProblem }
  | { readonly kind: 'sans-starttls' };

interface LibraryError {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
  readonly message?: unknown;
  readonly originalCode?: unknown;
  readonly rejectedErrors?: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '');

function refusals(value: unknown): Refusal[] {
  if (!Array.isArray(value)) return [];
  return value.map((error: LibraryError & { recipient?: unknown }) => ({
    address: text(error.recipient),
    code: typeof error.responseCode === 'number' ? error.responseCode : 0,
    text: text(error.response) || text(error.message),
  }));
}

/**
 * Reads an error of the SMTP library. `dataStarted`: the message had begun to leave when it came. An explicit negative reply to the
 * message is a refusal; any silence after its first byte is « issue inconnue » (RFC 5321 § 4.5.3.2.6 leaves the client in doubt).
 */
export function outcomeOfError(error: unknown, dataStarted: boolean): SmtpOutcome {
  const failure: LibraryError = typeof error === 'object' && error !== null ? error : {};
  const code = typeof failure.responseCode === 'number' ? failure.responseCode : 0;
  const detail = text(failure.originalCode) || text(failure.code) || 'ERREUR';
  if (dataStarted) {
    if (failure.code === 'EMESSAGE' && code >= 400)
      return { kind: 'refuse', stage: 'message', code, text: text(failure.response), refused: [] };
    return { kind: 'issue-inconnue', detail };
  }
  const problem = certificateProblem(error);
  if (problem !== null) return { kind: 'certificat-refuse', problem };
  if (failure.code === 'ETLS' && failure.command === 'STARTTLS') return { kind: 'sans-starttls' };
  if (failure.code === 'EAUTH') return { kind: 'authentification-refusee', code, text: text(failure.response) };
  // 530: authentication required (RFC 4954 § 6), said at MAIL FROM when the certificate alone did not do.
  if (failure.code === 'EENVELOPE' && code === 530)
    return { kind: 'authentification-refusee', code, text: text(failure.response) };
  if (failure.code === 'EMESSAGE' || failure.code === 'EENVELOPE') {
    const refused = refusals(failure.rejectedErrors);
    const stage =
      failure.code === 'EMESSAGE' || failure.command === 'DATA'
        ? 'message'
        : refused.length > 0
          ? 'destinataires'
          : 'expediteur';
    // The library measures the message against the server's SIZE before anything leaves, without a code of its own.
    return {
      kind: 'refuse',
      stage,
      code: code === 0 && failure.code === 'EMESSAGE' ? 552 : code,
      text: text(failure.response) || text(failure.message),
      refused,
    };
  }
  return { kind: 'injoignable', detail };
}
