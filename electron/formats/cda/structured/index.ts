import type { ModeleStructure } from '../../../../shared/domain/structured-writing.ts';
import { buildAdmissionLetter } from './admission-letter.builder.ts';
import { displayContent } from './display-content.ts';
import { buildDischargeLetter } from './discharge-letter.builder.ts';
import { buildImagingRequest } from './imaging-request.builder.ts';
import { buildPrescription } from './prescription.builder.ts';
import type { StructuredSource } from './source.ts';

export type { PrescribedDrug, StructuredSource } from './source.ts';

const BUILDERS: Readonly<Record<ModeleStructure, (source: StructuredSource) => Uint8Array>> = {
  'EP-MED-DM': buildPrescription,
  'LDL-EES': buildAdmissionLetter,
  'LDL-SES': buildDischargeLetter,
  'IMG-DA': buildImagingRequest,
};

/**
 * CDA R2 level 3 of a document written here, by the model of its type. The same source and ids give the same bytes.
 * @throws CdaInputError when something that the model cannot do without is missing (`manquesStructure` says it beforehand), or the header cannot be written
 */
export function buildStructured(modele: ModeleStructure, source: StructuredSource): Uint8Array {
  return BUILDERS[modele]({ ...source, content: displayContent(source.content) });
}
