/** Files from outside: recognised by content and read, whatever their format. */
export { recognise } from './content.ts';
export type { ContentKind } from './content.ts';
export { readFile } from './read-file.ts';
export type { ReadAnyFile, ReadOptions } from './read-file.ts';
export type { XdmDocument } from './xdm-documents.ts';
