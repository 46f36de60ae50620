export { writeXdmArchive, XdmContentError } from './archive.builder.ts';
export type { XdmContent, XdmSender } from './archive.builder.ts';
