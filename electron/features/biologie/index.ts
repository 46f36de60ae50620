/** Public face of biology: curves, table, report, and what is learned of the laboratories. */
import { associateAnalyte } from './commands.ts';
import { readCurves } from './curves.repository.ts';
import { listResults } from './list.repository.ts';
import { readReport, readTable } from './table.repository.ts';

export { biologieHandlers } from './handlers.ts';
export { readCurves } from './curves.repository.ts';
export { listResults, type ListedResult } from './list.repository.ts';
export { readReport, readTable } from './table.repository.ts';

export const BIOLOGIE_ENTRIES = [readCurves, readTable, readReport, listResults, associateAnalyte] as const;
