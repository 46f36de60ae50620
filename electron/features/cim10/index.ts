/** Public face of the CIM-10: import of an edition, search. */
import { importCim10 } from './commands.ts';
import { findCim10, searchCim10 } from './repository.ts';

export { importCim10 } from './commands.ts';
export { parseCim10 } from './atih.parser.ts';
export { findCim10, searchCim10 } from './repository.ts';

export const CIM10_ENTRIES = [searchCim10, findCim10, importCim10] as const;
