export { writeXdmArchive, XdmContentError } from './archive.builder.ts';
export type { XdmContent } from './archive.builder.ts';
export { readXdmArchive } from './archive.reader.ts';
export type { ReceivedArchive, ReceivedDocument, ReceivedSet } from './archive.reader.ts';
export { ArchiveRefusedError } from './refused.ts';
export { DEFAULT_ARCHIVE_LIMITS, looksLikeZip, readZip } from './zip.reader.ts';
export type { ArchiveLimits } from './zip.reader.ts';
