import type { Answer, Bridge, Input, MethodName, Output } from '../../shared/contract/index.ts';
import type { ErrorCode } from '../../shared/errors.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent only if the preload failed to load. */
    readonly hygie?: Bridge;
  }
}

/** What the host refused, with its French sentence. `detail` completes it and may be null. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | null;
  constructor(error: { code: ErrorCode; message: string; detail: string | null }) {
    super(error.message);
    this.name = 'CallError';
    this.code = error.code;
    this.detail = error.detail;
  }
}

const NO_ANSWER = {
  code: 'INTERNAL',
  message: 'Le cœur de Hygie ne répond pas. Ce qui était enregistré est intact ; fermez puis relancez Hygie.',
  detail: null,
} as const;

/** Gives the value of an answer, or throws its error. */
export function unwrap<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new CallError(answer.error);
}

/** Calls one method of the contract. Throws CallError, and nothing else. */
export async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
  const bridge = window.hygie;
  if (bridge === undefined) throw new CallError(NO_ANSWER);
  let answer: Answer<Output<M>>;
  try {
    answer = await bridge.call(method, input);
  } catch {
    // The channel itself broke: its English message is not for the doctor.
    throw new CallError(NO_ANSWER);
  }
  return unwrap(answer);
}

/** The French sentence of any error, detail included. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof CallError)) return NO_ANSWER.message;
  return error.detail === null || error.detail === '' ? error.message : `${error.message} (${error.detail})`;
}
