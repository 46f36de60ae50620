/** Public face of reception: the one way in for mail, files, folders and the DMP. */

export { createReception, type Incoming, type Reception, type ReceptionPorts } from './service.ts';
export { receptionHandlers } from './handlers.ts';
export type { ReadOrder } from './read.task.ts';
export { keepFiles, type FileToKeep, type Kept } from './keep.commands.ts';
export { readOutcomes, type FileOutcome, type ReportOutcome } from './outcome.repository.ts';
export { assignReport, putBack, setAside } from './decisions.commands.ts';
export { withdrawDocument } from './withdraw.ts';
export { readReceivedText } from './text.repository.ts';
export { summariesOf } from './summaries.ts';
export { personById } from './candidates.repository.ts';
export { readNews } from './news.repository.ts';
export { countWaiting, listWaiting } from './waiting.repository.ts';
export { comparePatient, readRawFile, readWaitingReport, shownRange } from './report.repository.ts';
export { markSeen, markUnseen } from './seen.commands.ts';
export { learnedKey, placeResult } from './analyte-axis.ts';
export { labResultOf, shownValue } from './result-rows.ts';
export { readComplement } from './stored-report.ts';
export { matchIdentity, type Verdict } from './matching.ts';
export { compareForHuman } from './traits.ts';
