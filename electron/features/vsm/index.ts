/** VSM: what it would say, how complete it is, what changed since the last one. The functions here are pure. */
export { vsmCompleteness } from './completeness.ts';
export type { VsmCompleteness } from './completeness.ts';
export { vsmDifference } from './difference.ts';
export type { VsmDifference } from './difference.ts';
export { vsmModel } from '../../formats/cda/index.ts';
