/** VSM: from the structured record to the display model and to CDA R2. */
export { buildVsm } from './vsm.builder.ts';
export { vsmModel } from './model.ts';
export { SECTION_WORDS, VSM_SECTIONS, sectionState } from './sections.ts';
export { displayDossier } from './display-text.ts';
export type { VsmModelSource, VsmSource } from './source.ts';
