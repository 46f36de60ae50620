import { element } from '../../xml/index.ts';
import { cdaFile } from '../header.builder.ts';
import { narrativeTable } from '../narrative.ts';
import { CI_SIS_SECTION, sectionOf } from '../section.builder.ts';
import { ans, loinc } from '../terminology.ts';
import { hl7Timestamp } from '../time.ts';
import { freeTextSection } from './free-text.section.ts';
import { pdfCopySection } from './pdf-copy.section.ts';
import { DRUGS_SECTION, DRUG_COLUMNS, drugCells, prescribedDrugEntry } from './prescribed-drug.entry.ts';
import type { StructuredSource } from './source.ts';

const DRUGS = [['1.3.6.1.4.1.19376.1.9.1.2.1', `${CI_SIS_SECTION}.171`], '57828-6', 'Prescriptions'] as const;

/**
 * CDA R2 level 3 of a prescription of drugs (CI-SIS, eP-MED-DM 2024.01), dosages in the doctor's words. No end of validity is made up.
 * @throws CdaInputError when an identifier, a date or the sector of activity cannot be written, or the copy is no PDF
 */
export function buildPrescription(source: StructuredSource): Uint8Array {
  const { header, content, replaced, drugs, newId, pdf } = source;
  const at = hl7Timestamp(header.now);
  const comment = (content.textes.commentaire ?? '').trim();
  return cdaFile(
    header,
    {
      templateIds: [
        { root: '1.3.6.1.4.1.19376.1.9.1.1.1' },
        { root: '1.3.6.1.4.1.19376.1.5.3.1.1.1' },
        { root: '1.2.250.1.213.1.1.1.39', extension: '2024.01' },
      ],
      code: header.type,
      title: header.title,
      act: loinc('57833-6', 'Prescription de produits de santé'),
      actPeriod: { low: at, high: null },
      // The paper has its two zones as soon as a line is in relation with a long-term condition.
      secondaryActs: content.lignes.some(({ ald }) => ald) ? [ans('MED-1096', 'Prescription bizone')] : [],
      recipients: header.recipients,
      replaced,
      namesMedecinTraitant: false,
    },
    element(
      'structuredBody',
      {},
      sectionOf(
        DRUGS,
        newId(),
        'Prescription de médicaments',
        element(
          'text',
          {},
          narrativeTable({ cle: DRUGS_SECTION, colonnes: DRUG_COLUMNS, lignes: content.lignes.map(drugCells) }),
        ),
        content.lignes.map((ligne, index) => prescribedDrugEntry(ligne, index + 1, { drugs, at, newId })),
      ),
      comment === '' ? null : freeTextSection('commentaire', 'Commentaire', comment, newId()),
      pdfCopySection(pdf, newId),
    ),
  );
}
