/** Public face of what doctors write: drafts, signed documents, templates. */
import {
  dropTemplate,
  dropWriting,
  saveTemplate,
  saveWriting,
  signWriting,
  startWriting,
  takeWritingBack,
} from './commands.ts';
import { listDrafts, listTemplates, readWriting, signedWritings, writingOfDocument } from './repository.ts';
import { recentResults } from './results.repository.ts';

export { redactionHandlers } from './handlers.ts';
export { createRedactionService } from './redaction.service.ts';

export const REDACTION_ENTRIES = [
  startWriting,
  saveWriting,
  signWriting,
  dropWriting,
  takeWritingBack,
  saveTemplate,
  dropTemplate,
  listDrafts,
  readWriting,
  writingOfDocument,
  signedWritings,
  listTemplates,
  recentResults,
] as const;
