import type { z } from 'zod';

/**
 * One method of the contract. A query changes nothing; a command writes. `lockedToo` methods answer without an open base.
 * `audit`: 'none' for screens without a patient; 'patient' when reading or writing a patient's data (the input then has a patientId);
 * 'session' for login and keys.
 */
export interface MethodDefinition<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'query' | 'command';
  readonly input: I;
  readonly output: O;
  readonly audit: 'none' | 'patient' | 'session';
  readonly lockedToo: boolean;
}

interface Options<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  audit?: MethodDefinition<I, O>['audit'];
  lockedToo?: boolean;
}

const define =
  (kind: 'query' | 'command') =>
  <I extends z.ZodType, O extends z.ZodType>(options: Options<I, O>): MethodDefinition<I, O> => ({
    kind,
    input: options.input,
    output: options.output,
    audit: options.audit ?? 'none',
    lockedToo: options.lockedToo ?? false,
  });

export const query = define('query');
export const command = define('command');
