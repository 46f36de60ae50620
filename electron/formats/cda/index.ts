/** CDA R2: documents written and read. */
export { readCdaHeader } from './header.reader.ts';
export type * from './header.ts';
export { LEVEL1_TYPES, buildLevel1 } from './level1.builder.ts';
export type { Level1Header, Level1Type } from './level1.builder.ts';
export { buildStructured } from './structured/index.ts';
export type { PrescribedDrug, StructuredSource } from './structured/index.ts';
export { CdaInputError } from './input-error.ts';
export { zoneOffsetMinutes } from './time.ts';
export * from './vsm/index.ts';
