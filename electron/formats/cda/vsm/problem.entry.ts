import type { Code, DossierMedical } from '../../../../shared/domain/medical.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { cdValue, coded, id, period, status, templates, textReference } from '../markup.ts';
import { OID, absent, snomed } from '../terminology.ts';
import type { Coded } from '../terminology.ts';
import { cellId, rowId, sentenceId } from '../narrative.ts';

type Probleme = DossierMedical['pathologies']['elements'][number];

const CONCERN = ['2.16.840.1.113883.10.20.1.27', '1.3.6.1.4.1.19376.1.5.3.1.4.5.1'];
export const PROBLEM = ['2.16.840.1.113883.10.20.1.28', '1.3.6.1.4.1.19376.1.5.3.1.4.5', '1.2.250.1.213.1.1.3.37'];

/** JDV_ProblemCodes, by the doctor's word. */
const PROBLEM_CODES: Readonly<Record<Probleme['type'], Coded>> = {
  Diagnostic: snomed('282291009', 'interprétation diagnostique'),
  Symptôme: snomed('418799008', 'symptôme rapporté par le patient ou le répondant'),
  Constatation: snomed('404684003', 'constatation clinique'),
  Problème: snomed('55607006', 'problème'),
};
export const problemCode = (type: Probleme['type']): Coded => PROBLEM_CODES[type];

export const NO_KNOWN_PROBLEMS = absent('no-known-problems', 'Pas de problème connu');

/** CIM-10 with its point, as the record keeps it. */
export const cim10 = (code: Code | null): Coded | null =>
  code === null ? null : { code: code.code, displayName: code.libelle, codeSystem: OID.cim10 };

/** Concern of a problem or of an allergy, around its observation. `high` undefined: still active. */
export function concernEntry(
  kind: { readonly template: string; readonly ciSis: string },
  concernId: string,
  low: string | null,
  high: string | null | undefined,
  observation: Markup,
): Markup {
  return element(
    'entry',
    {},
    element(
      'act',
      { classCode: 'ACT', moodCode: 'EVN' },
      templates(...CONCERN, kind.template, kind.ciSis),
      id(concernId),
      element('code', { nullFlavor: 'NA' }),
      status(high === undefined ? 'active' : 'completed'),
      period(low, high),
      element('entryRelationship', { typeCode: 'SUBJ', inversionInd: false }, observation),
    ),
  );
}

const PROBLEM_CONCERN = { template: '1.3.6.1.4.1.19376.1.5.3.1.4.5.2', ciSis: '1.2.250.1.213.1.1.3.39' };

/**
 * FR-Liste-des-problemes, one problem in each. An active pathology stays active until it has an end; past history is over, at a date that may be
 * unknown.
 */
export function problemEntry(
  section: 'pathologies' | 'antecedentsMedicaux',
  row: number,
  problem: Probleme,
  concernId: string,
): Markup {
  const high = problem.fin ?? (section === 'pathologies' ? undefined : null);
  const observation = element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN', negationInd: false },
    templates(...PROBLEM),
    id(problem.id),
    coded('code', problemCode(problem.type)),
    textReference(rowId(section, row)),
    status('completed'),
    period(problem.debut, high),
    cdValue(cim10(problem.code), cellId(section, row, 'Libellé')),
  );
  return concernEntry(PROBLEM_CONCERN, concernId, problem.debut, high, observation);
}

/** Absence affirmed, coded as the ANS catalogue of contents does. */
export function noKnownProblemsEntry(section: 'pathologies' | 'antecedentsMedicaux', newId: () => string): Markup {
  const target = sentenceId(section);
  const observation = element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN', negationInd: true },
    templates(...PROBLEM),
    id(newId()),
    coded('code', PROBLEM_CODES.Problème),
    textReference(target),
    status('completed'),
    period(null),
    cdValue(NO_KNOWN_PROBLEMS, target),
  );
  return concernEntry(PROBLEM_CONCERN, newId(), null, null, observation);
}
