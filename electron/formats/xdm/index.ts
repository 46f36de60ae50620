export { writeXdmArchive, XdmContentError } from './archive.builder.ts';
export type { XdmContent, XdmSender } from './archive.builder.ts';
export { readXdmArchive } from './archive.reader.ts';
export type { ReceivedArchive, ReceivedDocument, ReceivedSet } from './archive.reader.ts';
export { ArchiveRefusedError } from './refused.ts';
export type { ArchiveRefusal } from './refused.ts';
export { DEFAULT_ARCHIVE_LIMITS, looksLikeZip, readZip } from './zip.reader.ts';
export type { ArchiveFile, ArchiveLimits } from './zip.reader.ts';
