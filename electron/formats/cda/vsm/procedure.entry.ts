import type { DossierMedical } from '../../../../shared/domain/medical.ts';
import { element } from '../../xml/index.ts';
import type { Markup, MarkupChild } from '../../xml/index.ts';
import { coded, id, originalText, status, templates, textReference } from '../markup.ts';
import { absent } from '../terminology.ts';
import { hl7Date } from '../time.ts';
import { cellId, rowId, sentenceId } from '../narrative.ts';

type Intervention = DossierMedical['antecedentsChirurgicaux']['elements'][number];

const PROCEDURE = ['1.3.6.1.4.1.19376.1.5.3.1.4.19', '2.16.840.1.113883.10.20.1.29', '1.2.250.1.213.1.1.3.62'];
const SECTION = 'antecedentsChirurgicaux';

function procedure(negationInd: boolean | null, ...content: readonly MarkupChild[]): Markup {
  const attributes = { classCode: 'PROC', moodCode: 'EVN', negationInd };
  return element('entry', {}, element('procedure', attributes, templates(...PROCEDURE), content));
}

/** FR-Acte, in the doctor's words: no CCAM code is known for an operation typed from memory. */
export function procedureEntry(row: number, intervention: Intervention): Markup {
  return procedure(
    null,
    id(intervention.id),
    element('code', { nullFlavor: 'OTH' }, originalText(cellId(SECTION, row, 'Intervention'))),
    textReference(rowId(SECTION, row)),
    status('completed'),
    element(
      'effectiveTime',
      intervention.date === null ? { nullFlavor: 'UNK' } : { value: hl7Date(intervention.date) },
    ),
  );
}

/** Absence affirmed, coded as the ANS catalogue of contents does. */
export function noKnownProceduresEntry(newId: () => string): Markup {
  const target = sentenceId(SECTION);
  return procedure(
    true,
    id(newId()),
    coded('code', absent('no-known-procedures', "Pas d'acte ou intervention connu"), originalText(target)),
    textReference(target),
    status('completed'),
    element('effectiveTime', { nullFlavor: 'NA' }),
  );
}
