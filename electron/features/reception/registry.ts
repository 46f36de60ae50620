import { assignReport, putBack, readAgain, setAside } from './decisions.commands.ts';
import { proposeFor } from './drop.commands.ts';
import { sortFiles } from './file.commands.ts';
import { keepFiles } from './keep.commands.ts';
import { readNews } from './news.repository.ts';
import { bytesToRead, filesToRead, readOutcomes } from './outcome.repository.ts';
import { comparePatient, readRawFile, readWaitingReport } from './report.repository.ts';
import { markSeen, markUnseen } from './seen.commands.ts';
import { addTask, finishTask, listTasks } from './tasks.ts';
import { readReceivedText } from './text.repository.ts';
import { countWaiting, listWaiting } from './waiting.repository.ts';
import { withdrawDocument } from './withdraw.ts';

/** What the record's threads run of reception; nothing here reads bytes from outside. */

export const RECEPTION_ENTRIES = [
  readReceivedText,
  keepFiles,
  sortFiles,
  readOutcomes,
  filesToRead,
  bytesToRead,
  listWaiting,
  countWaiting,
  readWaitingReport,
  comparePatient,
  readRawFile,
  assignReport,
  withdrawDocument,
  setAside,
  putBack,
  readAgain,
  proposeFor,
  markSeen,
  markUnseen,
  readNews,
  listTasks,
  addTask,
  finishTask,
] as const;
