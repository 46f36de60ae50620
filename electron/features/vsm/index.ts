/** VSM: what it would say, how complete it is, what changed since the last one. The functions are pure; the service files the document. */
export { vsmCompleteness } from './completeness.ts';
export { vsmDifference } from './difference.ts';
export { vsmModel } from '../../formats/cda/index.ts';
export { createVsmService, VSM_LABEL, type VsmService } from './vsm.service.ts';
export type { VsmMade, VsmOrder } from './vsm.task.ts';
