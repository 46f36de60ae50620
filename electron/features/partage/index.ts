/** Sharing a document: one gesture, several channels, and the closing of the record. */
export { withLateReplacement } from './late-replacement.ts';
export { createPartage, type PartageService } from './partage.service.ts';
