import type { Ins } from '../../../shared/domain/ins.ts';
import { timeStamp } from '../../formats/xds/index.ts';
import { at, attribute, child, children, element, find, textOf } from '../../formats/xml/index.ts';
import type { Markup, XmlElement } from '../../formats/xml/index.ts';
import { DmpRefusalError } from './refusals.ts';

const V3 = 'urn:hl7-org:v3';
const INTERACTIONS = '2.16.840.1.113883.1.6';
const DMP_SERVER = '1.2.250.1.213.4.1.1.1';

export interface ExistenceQuestion {
  readonly messageId: string;
  readonly queryId: string;
  readonly ins: Ins;
  readonly lps: { readonly oid: string; readonly nom: string };
  readonly test: boolean;
  readonly now: Date;
}

function device(role: 'receiver' | 'sender', typeCode: string, root: string, name: string): Markup {
  const entity = { classCode: 'DEV', determinerCode: 'INSTANCE' };
  return element(
    role,
    { typeCode },
    element('device', entity, element('id', { root }), element('softwareName', {}, name)),
  );
}

/** TD0.2: does this patient have a DMP, and may I read it? (PRPA_IN201307UV02) */
export function existenceRequest({ messageId, queryId, ins, lps, test, now }: ExistenceQuestion): Markup {
  return element(
    'PRPA_IN201307UV02',
    { xmlns: V3, ITSVersion: 'XML_1.0' },
    element('id', { root: lps.oid, extension: messageId }),
    element('creationTime', { value: timeStamp(now) }),
    element('interactionId', { root: INTERACTIONS, extension: 'PRPA_IN201307UV02' }),
    element('processingCode', { code: test ? 'D' : 'P' }),
    element('processingModeCode', { code: 'T' }),
    element('acceptAckCode', { code: 'AL' }),
    device('receiver', 'RCV', DMP_SERVER, 'DMP'),
    device('sender', 'SND', lps.oid, lps.nom),
    element(
      'controlActProcess',
      { classCode: 'CACT', moodCode: 'EVN' },
      element('reasonCode', {
        code: 'TEST_EXST',
        codeSystem: '1.2.250.1.213.1.1.4.11',
        displayName: 'Test d’existence de dossier',
      }),
      element(
        'queryByParameter',
        {},
        element('queryId', { root: lps.oid, extension: queryId }),
        element('statusCode', { code: 'new' }),
        element(
          'parameterList',
          {},
          element(
            'patientIdentifier',
            {},
            element('value', { root: ins.oid, extension: ins.matricule }),
            element('semanticsText', {}, 'Patient.id'),
          ),
        ),
      ),
    ),
  );
}

/** What the DMP says of a patient's record for this doctor. Traits are shown, never copied over the local identity. */
export interface DmpExistence {
  readonly status: 'ouvert' | 'ferme' | 'aucun';
  /** Raw code of my authorisation: `VALIDE`, or anything else, which is no authorisation; null when nothing is said. */
  readonly autorisation: string | null;
  readonly autorise: boolean;
  readonly medecinTraitant: boolean | null;
  /** Attached to Mon espace santé. */
  readonly mesRattache: boolean | null;
  readonly fermeture: { readonly date: string | null; readonly motif: string | null } | null;
  readonly traits: { readonly nomNaissance: string; readonly nomUtilise: string; readonly prenom: string } | null;
}

/** The answer is not one to the question asked. */
export class DmpAnswerError extends Error {
  constructor(reason: string) {
    super(`La réponse du DMP ne peut pas être retenue : ${reason}.`);
    this.name = 'DmpAnswerError';
  }
}

function keyword(answer: XmlElement, code: string): XmlElement | null {
  for (const line of children(answer, V3, 'attentionLine')) {
    if (attribute(child(line, V3, 'keyWordText'), 'code') === code) return child(line, V3, 'value');
  }
  return null;
}

function truth(value: XmlElement | null): boolean | null {
  const text = attribute(value, 'value');
  return text === null ? null : text === 'true';
}

/** Some answers carry the code as an attribute, some as a child element. */
function acknowledgementCode(acknowledgement: XmlElement | null): string | null {
  return attribute(acknowledgement, 'typeCode') ?? attribute(child(acknowledgement, V3, 'typeCode'), 'code');
}

function observation(patient: XmlElement, code: string): boolean | null {
  for (const subject of children(patient, V3, 'subjectOf')) {
    const one = child(subject, V3, 'administrativeObservation');
    if (attribute(child(one, V3, 'code'), 'code') === code) return truth(child(one, V3, 'value'));
  }
  return null;
}

function traits(patient: XmlElement): DmpExistence['traits'] {
  const name = at(patient, V3, 'patientPerson', 'name');
  if (name === null) return null;
  const family = (qualifier: string): string =>
    textOf(children(name, V3, 'family').find((one) => attribute(one, 'qualifier') === qualifier) ?? null).trim();
  return { nomNaissance: family('BR'), nomUtilise: family('SP'), prenom: textOf(child(name, V3, 'given')).trim() };
}

/**
 * Reads PRPA_IN201308UV02.
 * @throws DmpRefusalError when the DMP answers an error; DmpAnswerError when it speaks of another patient or of another question
 */
export function readExistence(body: XmlElement, question: ExistenceQuestion): DmpExistence {
  const answer = find(body, V3, 'PRPA_IN201308UV02');
  const acknowledgement = child(answer, V3, 'acknowledgement');
  const code = acknowledgementCode(acknowledgement);
  if (answer === null || code === null) throw new DmpAnswerError('elle n’est pas celle attendue');
  const target = attribute(at(acknowledgement, V3, 'targetMessage', 'id'), 'extension');
  if (target !== null && target.toLowerCase() !== question.messageId.toLowerCase())
    throw new DmpAnswerError('elle répond à une autre demande');
  if (code !== 'AA') {
    const detail = child(acknowledgement, V3, 'acknowledgementDetail');
    throw new DmpRefusalError(
      attribute(child(detail, V3, 'code'), 'code') ?? code,
      textOf(child(detail, V3, 'text')).trim(),
    );
  }
  const act = child(answer, V3, 'controlActProcess');
  const found = attribute(at(act, V3, 'queryAck', 'queryResponseCode'), 'code');
  const none = {
    autorisation: null,
    autorise: false,
    medecinTraitant: null,
    mesRattache: null,
    fermeture: null,
    traits: null,
  };
  if (found === 'NF') return { status: 'aucun', ...none };
  const event = at(act, V3, 'subject', 'registrationEvent');
  const patient = at(event, V3, 'subject1', 'patient');
  if (found !== 'OK' || patient === null) throw new DmpAnswerError('elle ne dit pas si le DMP existe');
  const isOurs = children(patient, V3, 'id').some(
    (id) => attribute(id, 'root') === question.ins.oid && attribute(id, 'extension') === question.ins.matricule,
  );
  if (!isOurs) throw new DmpAnswerError('elle concerne un autre patient');

  const closed = attribute(child(patient, V3, 'statusCode'), 'code') !== 'active';
  const autorisation = attribute(keyword(answer, 'AUTORISATION'), 'code');
  const issue = find(act, V3, 'detectedIssueEvent');
  const motif = textOf(child(issue, V3, 'text')).trim() || attribute(child(issue, V3, 'code'), 'code');
  return {
    status: closed ? 'ferme' : 'ouvert',
    autorisation,
    autorise: !closed && autorisation === 'VALIDE',
    medecinTraitant: truth(keyword(answer, 'STATUT_MT')),
    mesRattache: observation(patient, 'RATTACHEMENT_ENS'),
    fermeture: closed ? { date: attribute(child(event, V3, 'effectiveTime'), 'value'), motif } : null,
    traits: traits(patient),
  };
}
