import type { MethodName, Output, Parsed } from '../../../shared/contract/index.ts';

/** A part of the contract's handlers, as one feature gives it; the host puts the parts together and the compiler finds a missing one. */
export type HandlersFor<M extends MethodName> = { [K in M]: (input: Parsed<K>) => Promise<Output<K>> };
