/** CDA R2: documents written and read. */
export { readCdaHeader, CdaUnreadableError } from './header.reader.ts';
export type * from './header.ts';
export { CdaInputError } from './input-error.ts';
export type { CdaHeaderSource, CdaIdentifiers, Professional, ReplacedDocument } from './header.builder.ts';
export { zoneOffsetMinutes } from './time.ts';
export type { ZonedInstant } from './time.ts';
export * from './vsm/index.ts';
