/** Public face of the documents of a record. */
import { setMasks, storeDocument } from './commands.ts';
import {
  authorsOfVersion,
  findDocument,
  latestOfType,
  listDocuments,
  listProvenances,
  readDocument,
  readDocumentContent,
} from './repository.ts';
import { keepTexts } from './texts.commands.ts';
import { foundLines, searchDocuments, textsToRead, textSource } from './texts.repository.ts';

export { createIndexing, type Indexing, type IndexingPorts } from './indexing.ts';
export { insertDocument, setMasks, storeDocument, type DocumentToStore } from './commands.ts';
export { documentsHandlers } from './handlers.ts';
export { documentLineOf } from './document-row.ts';
export {
  authorsOfVersion,
  documentLines,
  documentsTotal,
  findDocument,
  latestOfType,
  listDocuments,
  listProvenances,
  readDocument,
  readDocumentContent,
} from './repository.ts';

export const DOCUMENTS_ENTRIES = [
  authorsOfVersion,
  listDocuments,
  readDocument,
  findDocument,
  readDocumentContent,
  latestOfType,
  listProvenances,
  storeDocument,
  setMasks,
  keepTexts,
  textsToRead,
  textSource,
  searchDocuments,
  foundLines,
] as const;
