import { at, attribute, child, children, find, parseXml } from '../xml/index.ts';
import type { XmlDocument, XmlElement, XmlLimits } from '../xml/index.ts';
import type {
  CdaActor,
  CdaHeader,
  CdaOrganization,
  CdaPatient,
  CdaRelatedDocument,
  CdaServiceEvent,
} from './header.ts';
import { INS_OIDS } from '../../../shared/domain/ins.ts';
import { V3 } from './namespaces.ts';
import {
  cleanText,
  readAddress,
  readCode,
  readId,
  readIds,
  readInterval,
  readPersonName,
  readTelecoms,
} from './read-values.ts';

/** A document that cannot be taken for a CDA R2. The message is French and holds nothing of the document. */
export class CdaUnreadableError extends Error {
  constructor(missing: string) {
    super(`Ce document n’est pas un document CDA R2 lisible : ${missing}. Il a été gardé tel que reçu.`);
    this.name = 'CdaUnreadableError';
  }
}

function readOrganization(element: XmlElement | null): CdaOrganization | null {
  if (element === null) return null;
  return {
    ids: readIds(element),
    name: cleanText(child(element, V3, 'name')),
    practiceSetting: readCode(child(element, V3, 'standardIndustryClassCode')),
    telecoms: readTelecoms(element),
    address: readAddress(element),
  };
}

/** `around` holds time and functionCode; the entity inside holds the rest, under names that change with the kind of participation. */
function readActor(around: XmlElement, entityName: string, personName: string, organizationName: string): CdaActor {
  const entity = child(around, V3, entityName);
  const time = child(around, V3, 'time');
  return {
    time: attribute(time, 'value') ?? attribute(child(time, V3, 'low'), 'value'),
    function: readCode(child(around, V3, 'functionCode')),
    ids: readIds(entity),
    specialty: readCode(child(entity, V3, 'code')),
    name: readPersonName(child(entity, V3, personName)),
    device: cleanText(at(entity, V3, 'assignedAuthoringDevice', 'softwareName')),
    telecoms: readTelecoms(entity),
    address: readAddress(entity),
    organization: readOrganization(child(entity, V3, organizationName)),
  };
}

/** A document about several people names none of them for certain: it is read, and belongs to nobody until a human says so. */
const SEVERAL_PATIENTS: CdaPatient = {
  ids: [],
  ins: null,
  birthName: null,
  birthGivenNames: null,
  firstBirthGivenName: null,
  usedName: null,
  usedGivenName: null,
  gender: null,
  birthTime: null,
  birthPlaceCog: null,
  telecoms: [],
  address: null,
};

function readPatient(document: XmlElement): CdaPatient {
  // CI-SIS, Volet Structuration minimale: exactly one recordTarget.
  if (children(document, V3, 'recordTarget').length > 1) return SEVERAL_PATIENTS;
  const role = at(document, V3, 'recordTarget', 'patientRole');
  const patient = child(role, V3, 'patient');
  if (patient === null) throw new CdaUnreadableError('il ne désigne aucun patient');
  const ids = readIds(role);
  const name = child(patient, V3, 'name');
  const part = (local: string, ...qualifiers: readonly (string | null)[]): string | null => {
    for (const qualifier of qualifiers) {
      const found =
        name === null ? [] : children(name, V3, local).filter((one) => attribute(one, 'qualifier') === qualifier);
      const text = cleanText(found[0] ?? null);
      if (text !== null) return text;
    }
    return null;
  };
  return {
    ids,
    ins: ids.find((id) => Object.hasOwn(INS_OIDS, id.root)) ?? null,
    birthName: part('family', 'BR', null),
    birthGivenNames: part('given', null),
    firstBirthGivenName: part('given', 'BR'),
    usedName: part('family', 'CL', 'SP'),
    usedGivenName: part('given', 'CL'),
    gender: attribute(child(patient, V3, 'administrativeGenderCode'), 'code'),
    birthTime: attribute(child(patient, V3, 'birthTime'), 'value'),
    birthPlaceCog: cleanText(at(patient, V3, 'birthplace', 'place', 'addr', 'county')),
    telecoms: readTelecoms(role),
    address: readAddress(role),
  };
}

function readServiceEvent(documentation: XmlElement): CdaServiceEvent[] {
  const event = child(documentation, V3, 'serviceEvent');
  if (event === null) return [];
  const performer = child(event, V3, 'performer');
  return [
    {
      code: readCode(child(event, V3, 'code')),
      effectiveTime: readInterval(child(event, V3, 'effectiveTime')),
      performer: performer && readActor(performer, 'assignedEntity', 'assignedPerson', 'representedOrganization'),
    },
  ];
}

function readVersion(parent: XmlElement | null): number | null {
  const value = Number.parseInt(attribute(child(parent, V3, 'versionNumber'), 'value') ?? '', 10);
  return Number.isSafeInteger(value) && value > 0 ? value : null;
}

function readRelated(element: XmlElement): CdaRelatedDocument[] {
  const parent = child(element, V3, 'parentDocument');
  const id = readIds(parent)[0];
  if (id === undefined) return [];
  const setId = child(parent, V3, 'setId');
  return [
    {
      typeCode: attribute(element, 'typeCode') ?? 'RPLC',
      id,
      setId: setId && readId(setId),
      versionNumber: readVersion(parent),
    },
  ];
}

function readEncounter(document: XmlElement): CdaHeader['encounter'] {
  const encounter = at(document, V3, 'componentOf', 'encompassingEncounter');
  if (encounter === null) return null;
  return {
    code: readCode(child(encounter, V3, 'code')),
    effectiveTime: readInterval(child(encounter, V3, 'effectiveTime')),
    facilityType: readCode(at(encounter, V3, 'location', 'healthCareFacility', 'code')),
  };
}

function readBody(document: XmlElement): CdaHeader['body'] {
  const text = at(document, V3, 'component', 'nonXMLBody', 'text');
  if (text === null) return { kind: 'structured' };
  return { kind: 'media', mediaType: attribute(text, 'mediaType') ?? 'text/plain' };
}

/**
 * Reads the header of a CDA R2 document, also when it sits inside a self-displaying style sheet (never executed).
 * @throws XmlRefusedError when the XML door refuses the bytes
 * @throws CdaUnreadableError when there is no ClinicalDocument, or no id, type, date or patient in it
 */
export function readCdaHeader(bytes: Uint8Array, limits?: XmlLimits): CdaHeader {
  return cdaHeaderOf(parseXml(bytes, limits));
}

/** The same of a document already parsed. */
export function cdaHeaderOf({ root }: XmlDocument): CdaHeader {
  const document = find(root, V3, 'ClinicalDocument');
  if (document === null) throw new CdaUnreadableError('l’élément ClinicalDocument est absent');
  const every = (name: string): XmlElement[] => children(document, V3, name);
  const id = readIds(document)[0];
  if (id === undefined) throw new CdaUnreadableError('son identifiant est absent');
  const code = readCode(child(document, V3, 'code'));
  if (code === null) throw new CdaUnreadableError('son type est absent');
  const effectiveTime = attribute(child(document, V3, 'effectiveTime'), 'value');
  if (effectiveTime === null) throw new CdaUnreadableError('sa date est absente');
  const setId = child(document, V3, 'setId');
  const authenticator = child(document, V3, 'legalAuthenticator');
  return {
    templateIds: readIds(document, 'templateId'),
    id,
    code,
    title: cleanText(child(document, V3, 'title')) ?? code.displayName ?? '',
    effectiveTime,
    confidentiality: readCode(child(document, V3, 'confidentialityCode')) ?? {
      code: null,
      codeSystem: null,
      displayName: null,
    },
    language: attribute(child(document, V3, 'languageCode'), 'code'),
    setId: setId && readId(setId),
    versionNumber: readVersion(document),
    patient: readPatient(document),
    authors: every('author').map((one) =>
      readActor(one, 'assignedAuthor', 'assignedPerson', 'representedOrganization'),
    ),
    custodian: readOrganization(at(document, V3, 'custodian', 'assignedCustodian', 'representedCustodianOrganization')),
    legalAuthenticator:
      authenticator && readActor(authenticator, 'assignedEntity', 'assignedPerson', 'representedOrganization'),
    participants: every('participant').map((one) => ({
      ...readActor(one, 'associatedEntity', 'associatedPerson', 'scopingOrganization'),
      typeCode: attribute(one, 'typeCode') ?? '',
    })),
    orders: every('inFulfillmentOf').flatMap((one) => readIds(child(one, V3, 'order'))),
    serviceEvents: every('documentationOf').flatMap(readServiceEvent),
    relatedDocuments: every('relatedDocument').flatMap(readRelated),
    encounter: readEncounter(document),
    body: readBody(document),
  };
}
