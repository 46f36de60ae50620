import type { DossierMedical, LIENS } from '../../../../shared/domain/medical.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { cdValue, coded, id, originalText, status, templates, textReference } from '../markup.ts';
import { OID } from '../terminology.ts';
import { hl7Date } from '../time.ts';
import { cellId, rowId, sentenceId } from '../narrative.ts';
import { NO_KNOWN_PROBLEMS, cim10, problemCode } from './problem.entry.ts';

type AntecedentFamilial = DossierMedical['antecedentsFamiliaux']['elements'][number];

const ORGANIZER = ['2.16.840.1.113883.10.20.1.23', '1.3.6.1.4.1.19376.1.5.3.1.4.15', '1.2.250.1.213.1.1.3.59'];
const SUBJECT = ['1.3.6.1.4.1.19376.1.5.3.1.4.15.2', '1.2.250.1.213.1.1.3.60'];
const OBSERVATION = [
  '2.16.840.1.113883.10.20.1.22',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13',
  '1.3.6.1.4.1.19376.1.5.3.1.4.13.3',
  '1.2.250.1.213.1.1.3.51',
];
const SECTION = 'antecedentsFamiliaux';

/** Labels of JDV_J11, which are not always the words of the screen. */
const RELATIVES: Readonly<Record<keyof typeof LIENS, string>> = {
  MTH: 'Mère',
  FTH: 'Père',
  SIS: 'Soeur',
  BRO: 'Frère',
  DAU: 'Fille biologique',
  SON: 'Fils biologique',
  GRMTH: 'Grand-mère',
  GRFTH: 'Grand-père',
  AUNT: 'Tante',
  UNCLE: 'Oncle',
  FAMMEMB: 'Autre membre de la famille',
};

function organizer(relative: Markup, observation: Markup): Markup {
  return element(
    'entry',
    {},
    element(
      'organizer',
      { classCode: 'CLUSTER', moodCode: 'EVN' },
      templates(...ORGANIZER),
      status('completed'),
      element(
        'subject',
        { typeCode: 'SBJ' },
        templates(...SUBJECT),
        element('relatedSubject', { classCode: 'PRS' }, relative),
      ),
      element('component', { typeCode: 'COMP' }, observation),
    ),
  );
}

/** FR-Antecedents-familiaux: one organizer per line, with the relative and what they had. */
export function familyHistoryEntry(row: number, history: AntecedentFamilial): Markup {
  const relative = { code: history.lien, displayName: RELATIVES[history.lien], codeSystem: OID.roleCode };
  return organizer(
    coded('code', relative, originalText(cellId(SECTION, row, 'Lien'))),
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      templates(...OBSERVATION),
      id(history.id),
      coded('code', problemCode(history.type)),
      textReference(rowId(SECTION, row)),
      status('completed'),
      element('effectiveTime', history.debut === null ? { nullFlavor: 'UNK' } : { value: hl7Date(history.debut) }),
      cdValue(cim10(history.code), cellId(SECTION, row, 'Libellé')),
    ),
  );
}

/** Absence affirmed, coded as the ANS catalogue of contents does: no relative, no known problem. */
export function noKnownFamilyHistoryEntry(newId: () => string): Markup {
  const target = sentenceId(SECTION);
  return organizer(
    element('code', { nullFlavor: 'UNK' }),
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      templates(...OBSERVATION),
      id(newId()),
      coded('code', problemCode('Problème')),
      textReference(target),
      status('completed'),
      element('effectiveTime', { nullFlavor: 'NA' }),
      cdValue(NO_KNOWN_PROBLEMS, target),
    ),
  );
}
