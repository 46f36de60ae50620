import type { DossierMedical } from '../../../../shared/domain/medical.ts';
import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { cdValue, coded, id, originalText, period, status, templates, textReference } from '../markup.ts';
import { absent, snomed } from '../terminology.ts';
import type { Coded } from '../terminology.ts';
import { cellId, rowId, sentenceId } from '../narrative.ts';
import { PROBLEM, concernEntry, problemCode } from './problem.entry.ts';

type Allergie = DossierMedical['allergies']['elements'][number];
/** An allergy of the record, or one that was only written in words. */
export interface AllergyFacts extends Pick<
  Allergie,
  'debut' | 'fin' | 'libelle' | 'manifestation' | 'severite' | 'agent'
> {
  readonly id: string;
  readonly type: Allergie['type'] | null;
}

const ALLERGY_CONCERN = { template: '1.3.6.1.4.1.19376.1.5.3.1.4.5.3', ciSis: '1.2.250.1.213.1.1.3.40' };
const ALLERGY = [
  '2.16.840.1.113883.10.20.1.18',
  '2.16.840.1.113883.10.20.1.28',
  '1.3.6.1.4.1.19376.1.5.3.1.4.5',
  '1.3.6.1.4.1.19376.1.5.3.1.4.6',
  '1.2.250.1.213.1.1.3.41',
];
const SEVERITY = ['2.16.840.1.113883.10.20.1.55', '1.3.6.1.4.1.19376.1.5.3.1.4.1', '1.2.250.1.213.1.1.3.29'];

/** JDV_TypeEvenementIndesirablePrevisible. */
const TYPES: Readonly<Record<Allergie['type'], Coded>> = {
  Allergie: snomed('609328004', 'allergie'),
  'Allergie médicamenteuse': snomed('416098002', 'allergie médicamenteuse'),
  'Allergie alimentaire': snomed('414285001', 'allergie alimentaire'),
  'Intolérance médicamenteuse': snomed('59037007', 'intolérance aux drogues et/ou médicaments'),
  'Intolérance alimentaire': snomed('235719002', 'intolérance alimentaire'),
  Intolérance: snomed('782197009', 'intolérance à une substance'),
};

/** In the doctor's words alone, nobody said which kind it is: the widest of the value set, an allergy as well as an intolerance. */
const UNSAID = snomed('420134006', 'propension aux effets indésirables');
const typeOf = ({ type }: AllergyFacts): Coded => (type === null ? UNSAID : TYPES[type]);

/** JDV_SeveriteObservation. */
const SEVERITIES: Readonly<Record<Exclude<Allergie['severite'], ''>, Coded>> = {
  légère: snomed('255604002', 'léger'),
  modérée: snomed('6736007', 'modéré'),
  sévère: snomed('24484000', 'grave'),
};

const SECTION = 'allergies';

function severity(row: number, value: Allergie['severite']): Markup | null {
  if (value === '') return null;
  return element(
    'entryRelationship',
    { typeCode: 'SUBJ', inversionInd: true },
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN' },
      templates(...SEVERITY),
      element('code', { code: 'SEV', displayName: 'Sévérité', codeSystem: '2.16.840.1.113883.5.4' }),
      textReference(cellId(SECTION, row, 'Sévérité')),
      status('completed'),
      cdValue(SEVERITIES[value], cellId(SECTION, row, 'Sévérité')),
    ),
  );
}

/** The reaction seen, with its severity. A severity without a manifestation qualifies the allergy itself. */
function reaction(row: number, allergy: AllergyFacts, newId: () => string): Markup | null {
  if (allergy.manifestation === '') return severity(row, allergy.severite);
  const target = cellId(SECTION, row, 'Manifestation');
  return element(
    'entryRelationship',
    { typeCode: 'MFST', inversionInd: false },
    element(
      'observation',
      { classCode: 'OBS', moodCode: 'EVN', negationInd: false },
      templates(...PROBLEM, '2.16.840.1.113883.10.20.1.54'),
      id(newId()),
      coded('code', problemCode('Problème')),
      textReference(target),
      status('completed'),
      period(allergy.debut),
      cdValue(null, target),
      severity(row, allergy.severite),
    ),
  );
}

function agent(row: number, name: string): Markup | null {
  if (name === '') return null;
  return element(
    'participant',
    { typeCode: 'CSM' },
    element(
      'participantRole',
      { classCode: 'MANU' },
      element(
        'playingEntity',
        { classCode: 'MMAT' },
        element('code', { nullFlavor: 'OTH' }, originalText(cellId(SECTION, row, 'Agent'))),
        element('name', {}, name),
      ),
    ),
  );
}

/** FR-Liste-des-allergies-et-hypersensibilites, one allergy in each: active until it has an end. */
export function allergyEntry(row: number, allergy: AllergyFacts, newId: () => string): Markup {
  const high = allergy.fin ?? undefined;
  const observation = element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN', negationInd: false },
    templates(...ALLERGY),
    id(allergy.id),
    coded('code', typeOf(allergy)),
    textReference(rowId(SECTION, row)),
    status('completed'),
    period(allergy.debut, high),
    cdValue(null, cellId(SECTION, row, 'Diagnostic')),
    agent(row, allergy.agent),
    reaction(row, allergy, newId),
  );
  return concernEntry(ALLERGY_CONCERN, newId(), allergy.debut, high, observation);
}

const NO_KNOWN = absent('no-known-allergies', "Pas d'allergie/hypersensibilité connue");
const NO_INFORMATION = absent('no-allergy-info', 'Pas d’information sur les allergies/hypersensibilités');

/** Absence affirmed, or nothing known: coded as the ANS catalogue of contents does. The value says it, nothing is negated. */
export function noKnownAllergiesEntry(newId: () => string, known = true): Markup {
  const target = sentenceId(SECTION);
  const observation = element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN', negationInd: false },
    templates(...ALLERGY),
    id(newId()),
    coded('code', TYPES.Allergie),
    textReference(target),
    status('completed'),
    period(null),
    cdValue(known ? NO_KNOWN : NO_INFORMATION, target),
  );
  return concernEntry(ALLERGY_CONCERN, newId(), null, null, observation);
}
