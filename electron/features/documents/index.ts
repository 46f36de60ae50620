/** Public face of the documents of a record. */
import { keepReadableForm, setMasks, storeDocument } from './commands.ts';
import {
  findDocument,
  latestOfType,
  listDocuments,
  listProvenances,
  readDocument,
  readDocumentContent,
} from './repository.ts';

export { insertDocument, keepReadableForm, setMasks, storeDocument, type DocumentToStore } from './commands.ts';
export { documentLineOf, LINE_COLUMNS, type LineRow } from './document-row.ts';
export {
  documentLines,
  documentRow,
  documentsTotal,
  findDocument,
  latestOfType,
  listDocuments,
  listProvenances,
  readDocument,
  readDocumentContent,
  type DocumentContent,
} from './repository.ts';

export const DOCUMENTS_ENTRIES = [
  listDocuments,
  readDocument,
  findDocument,
  readDocumentContent,
  latestOfType,
  listProvenances,
  storeDocument,
  keepReadableForm,
  setMasks,
] as const;
