import { contract, type Answer, type MethodName, type Output, type Parsed } from '../../shared/contract/index.ts';
import { ERROR_SENTENCES, HygieError, type ErrorCode } from '../../shared/errors.ts';

/** One handler per method of the contract; the compiler refuses a missing one. */
export type Handlers = { [M in MethodName]: (input: Parsed<M>) => Promise<Output<M>> };

/** A part of the handlers, as one feature gives it. */
export type HandlersOf<M extends MethodName> = Pick<Handlers, M>;

export interface DispatcherOptions {
  readonly handlers: Handlers;
  /** True while a base is open under a card or a recovery code. */
  readonly isUnlocked: () => boolean;
  /** Outputs are validated in tests and development only: the cost is the doctor's time. */
  readonly validateOutputs: boolean;
  /** Receives the method and the error, never the input: inputs hold patients' data. */
  readonly report: (method: string, error: unknown) => void;
}

function failure(code: ErrorCode, detail: string | null = null): Answer<never> {
  return { ok: false, error: { code, message: ERROR_SENTENCES[code], detail } };
}

function isMethod(method: unknown): method is MethodName {
  return typeof method === 'string' && Object.hasOwn(contract, method);
}

/**
 * The single way in from the window: known method, lock policy, validated input, closed errors.
 * The returned function never throws and never lets a stack, a path or a patient's data cross.
 */
export function createDispatcher(
  options: DispatcherOptions,
): (method: unknown, input: unknown) => Promise<Answer<unknown>> {
  async function run<M extends MethodName>(method: M, input: unknown): Promise<Answer<unknown>> {
    const definition = contract[method];
    if (!definition.lockedToo && !options.isUnlocked()) return failure('LOCKED');
    const parsed = definition.input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return failure('INVALID_INPUT', issue ? `${issue.path.join('.')} : ${issue.message}` : null);
    }
    try {
      const handler: (input: Parsed<M>) => Promise<Output<M>> = options.handlers[method];
      const value = await handler(parsed.data as Parsed<M>);
      if (options.validateOutputs) definition.output.parse(value);
      return { ok: true, value };
    } catch (error) {
      if (error instanceof HygieError) {
        if (error.code === 'INTERNAL') options.report(method, error);
        return failure(error.code, error.detail);
      }
      // The base was closed by a lock while the call was on its way: that is not a fault.
      if (!options.isUnlocked() && !definition.lockedToo) return failure('LOCKED');
      options.report(method, error);
      return failure('INTERNAL');
    }
  }
  return async (method, input) =>
    isMethod(method) ? run(method, input) : failure('INVALID_INPUT', 'méthode inconnue');
}
