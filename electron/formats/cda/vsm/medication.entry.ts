import type { DossierMedical } from '../../../../shared/domain/medical.ts';
import { element } from '../../xml/index.ts';
import type { Markup, MarkupChild } from '../../xml/index.ts';
import { coded, id, originalText, period, status, templates, textReference } from '../markup.ts';
import { absent } from '../terminology.ts';
import { cellId, rowId, sentenceId } from '../narrative.ts';

/** What an entry says of a treatment; its dosage is in the line that it points at. */
export interface MedicationFacts extends Pick<
  DossierMedical['traitements']['elements'][number],
  'libelle' | 'debut' | 'fin'
> {
  readonly id: string;
}

const MEDICATION = [
  '2.16.840.1.113883.10.20.1.24',
  '1.3.6.1.4.1.19376.1.5.3.1.4.7',
  '1.2.250.1.213.1.1.3.42',
  // Normal dosing: the only one that promises no structured frequency.
  '1.3.6.1.4.1.19376.1.5.3.1.4.7.1',
];
const PRODUCT = ['2.16.840.1.113883.10.20.1.53', '1.3.6.1.4.1.19376.1.5.3.1.4.7.2', '1.2.250.1.213.1.1.3.43'];
const SECTION = 'traitements';

function medication(material: Markup, ...content: readonly MarkupChild[]): Markup {
  return element(
    'entry',
    { typeCode: 'DRIV' },
    element(
      'substanceAdministration',
      { classCode: 'SBADM', moodCode: 'EVN' },
      templates(...MEDICATION),
      content,
      element('consumable', {}, element('manufacturedProduct', {}, templates(...PRODUCT), material)),
    ),
  );
}

/** FR-Traitement in the doctor's words: the text points at the whole line, so that the posology goes with the drug. */
export function medicationEntry(row: number, treatment: MedicationFacts): Markup {
  return medication(
    element(
      'manufacturedMaterial',
      {},
      element('code', {}, originalText(cellId(SECTION, row, 'Médicament'))),
      element('name', {}, treatment.libelle),
    ),
    id(treatment.id),
    textReference(rowId(SECTION, row)),
    status('completed'),
    period(treatment.debut, treatment.fin, { 'xsi:type': 'IVL_TS' }),
  );
}

const NO_KNOWN = absent('no-known-medications', 'Pas de traitement médicamenteux connu');
const NO_INFORMATION = absent('no-medication-info', "Pas d'information sur les traitements médicamenteux");

/** Absence affirmed, or nothing known: coded as the ANS catalogue of contents does. */
export function noKnownMedicationsEntry(newId: () => string, known = true): Markup {
  const target = sentenceId(SECTION);
  return medication(
    element('manufacturedMaterial', {}, element('code', { nullFlavor: 'NA' }), element('name', { nullFlavor: 'NA' })),
    id(newId()),
    coded('code', known ? NO_KNOWN : NO_INFORMATION, originalText(target)),
    textReference(target),
    status('completed'),
  );
}
