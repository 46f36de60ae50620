/** Public face of the drug base: import of a publication, search, signals. */
import { importDrugs, muteSignal, unmuteSignal } from './commands.ts';
import { prescribedDrugs, readDrug, readDrugBase, searchDrugs } from './repository.ts';
import { readSignals } from './signals.repository.ts';

export { bdpmFileOf, decodeBdpm, parseBdpm } from './bdpm.parser.ts';
export { readBdpm } from './bdpm.task.ts';
export { importDrugs } from './commands.ts';
export { prescribedDrugs } from './repository.ts';
export { medicamentsHandlers } from './handlers.ts';

export const MEDICAMENTS_ENTRIES = [
  importDrugs,
  muteSignal,
  unmuteSignal,
  searchDrugs,
  readDrug,
  readDrugBase,
  prescribedDrugs,
  readSignals,
] as const;
