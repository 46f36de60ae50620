import { createHash } from 'node:crypto';
import { INS_OIDS } from '../../../shared/domain/ins.ts';
import type { CdaActor, CdaCode, CdaHeader, CdaId } from '../cda/header.ts';
import { readCdaHeader } from '../cda/header.reader.ts';
import { classOfType, confidentialityCodes, formatOf } from './codes.ts';
import type { Masks } from './codes.ts';
import { utcTime, writePatientName } from './data-types.ts';
import type { Author, Coded, DocumentEntry, PatientIdentifier, Person } from './model.ts';
import { OID } from './vocabulary.ts';

/** A CDA document lacks something that its metadata must say. The message is French and names what is missing. */
export class CdaMetadataError extends Error {
  constructor(missing: string) {
    super(`Ce document ne peut pas être partagé : ${missing}. Il reste dans le dossier.`);
    this.name = 'CdaMetadataError';
  }
}

/** The old INS-C, which some documents still carry beside the INS: neither an INS nor a local number. */
const INS_C_ROOT = '1.2.250.1.213.1.4.2';

function need<Value>(value: Value | null | undefined, missing: string): Value {
  if (value === null || value === undefined || value === '') throw new CdaMetadataError(missing);
  return value;
}

function coded(code: CdaCode | null): Coded | null {
  if (!code?.code || !code.codeSystem) return null;
  return { code: code.code, scheme: code.codeSystem, label: code.displayName ?? code.code };
}

function person(actor: CdaActor | null): Person | null {
  const ids = (actor?.ids ?? []).filter((id) => id.extension !== null);
  const id = ids.find((one) => one.root === OID.professional) ?? ids[0];
  if (!actor || !id?.extension) return null;
  if (actor.name === null && actor.device !== null)
    return { id: id.extension, oid: id.root, family: actor.device, given: '', kind: 'system' };
  const { family, given } = actor.name ?? { family: '', given: null };
  return { id: id.extension, oid: id.root, family, given: given ?? '', kind: 'professional' };
}

function author(actor: CdaActor): Author {
  const structure = actor.organization?.ids.find((id) => id.root === OID.structure)?.extension;
  return {
    person: need(person(actor), 'un auteur n’a pas d’identifiant national'),
    institution: structure ? { id: structure, name: actor.organization?.name ?? '' } : null,
    role: actor.function?.displayName ?? null,
    specialty: coded(actor.specialty),
  };
}

function patientIds({ patient }: CdaHeader): { patientId: PatientIdentifier; sourcePatientId: PatientIdentifier } {
  const known = patient.ids.flatMap(({ root, extension }) => (extension ? [{ oid: root, value: extension }] : []));
  const insOnes = known.filter(({ oid }) => oid in INS_OIDS);
  if (insOnes.length > 1) throw new CdaMetadataError('il porte plusieurs INS');
  const local = known.find(({ oid }) => !(oid in INS_OIDS) && oid !== INS_C_ROOT);
  const ins: PatientIdentifier | null = insOnes[0] ? { ...insOnes[0], kind: 'NH' } : null;
  const source: PatientIdentifier | null = local ? { ...local, kind: 'PI' } : null;
  const patientId = need(ins ?? source, 'le patient n’y a aucun identifiant');
  return { patientId, sourcePatientId: source ?? patientId };
}

/** sourcePatientInfo: the traits that the document itself carries. */
function patientTraits({ patient }: CdaHeader): string[] {
  const family = need(patient.birthName, 'le nom de naissance du patient manque');
  const allGiven = patient.birthGivenNames ?? '';
  const first = need(patient.firstBirthGivenName ?? allGiven.split(' ')[0], 'le premier prénom du patient manque');
  const birth = need(patient.birthTime, 'la date de naissance du patient manque');
  return [
    writePatientName(family, first, allGiven, 'L'),
    ...(patient.usedName ? [writePatientName(patient.usedName, patient.usedGivenName ?? first, '', 'D')] : []),
    `PID-7|${birth.slice(0, 8)}`,
    `PID-8|${patient.gender === 'M' || patient.gender === 'F' ? patient.gender : 'U'}`,
    ...(patient.birthPlaceCog ? [`PID-11|^^^^^^BDL^^${patient.birthPlaceCog}`] : []),
  ];
}

/** SHA-1 in lower-case hexadecimal: what XDS and XDM call `hash` (ITI TF-3, §4.2.3.2.10); not a protection. */
export function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** An HL7 identifier as an XDS uniqueId: the root, and the extension when there is one. */
export function uniqueIdOf({ root, extension }: CdaId): string {
  return extension ? `${root}^${extension}` : root;
}

/** Identifiers of the documents that this one replaces (`relatedDocument typeCode="RPLC"`). */
export function replacedUniqueIds(header: CdaHeader): string[] {
  return header.relatedDocuments.filter(({ typeCode }) => typeCode === 'RPLC').map(({ id }) => uniqueIdOf(id));
}

/**
 * Metadata of a CDA document, every value read from the document itself (CI-SIS, Partage de documents de santé, correspondence of the CDA header and the XDS
 * metadata); only the restrictions of visibility are the doctor's choice of the moment.
 * @throws CdaMetadataError when the header does not say what the metadata must say
 * @throws CdaUnreadableError, XmlRefusedError when the bytes are no readable CDA
 */
export function documentEntryFromCda(cda: Uint8Array, masks: Masks): DocumentEntry {
  return documentEntryOf(readCdaHeader(cda), cda, masks);
}

/** The same when the header of these bytes was read already. */
export function documentEntryOf(header: CdaHeader, cda: Uint8Array, masks: Masks): DocumentEntry {
  const act = header.serviceEvents[0];
  const typeCode = need(coded(header.code), 'son type n’est pas indiqué');
  const bodyMedia = header.body.kind === 'media' ? header.body.mediaType : null;
  const templates = header.templateIds.map(({ root }) => root);
  const authors = header.authors.map(author);
  need(authors[0], 'son auteur manque');
  return {
    uniqueId: uniqueIdOf(header.id),
    mimeType: 'text/xml',
    title: need(header.title, 'son titre manque'),
    comments: null,
    languageCode: header.language ?? 'fr-FR',
    ...patientIds(header),
    sourcePatientInfo: patientTraits(header),
    authors,
    legalAuthenticator: need(person(header.legalAuthenticator), 'le responsable du document manque'),
    classCode: need(classOfType(typeCode.code), `son type (${typeCode.code}) n’a pas de classe connue`),
    typeCode,
    formatCode: need(formatOf(bodyMedia, templates), 'son format n’est pas reconnu'),
    confidentialityCodes: confidentialityCodes(header.confidentiality.code ?? 'N', masks),
    eventCodes: header.serviceEvents.flatMap(({ code }) => coded(code) ?? []),
    facilityType: need(coded(header.encounter?.facilityType ?? null), 'le lieu de la prise en charge manque'),
    practiceSetting: need(
      coded(act?.performer?.organization?.practiceSetting ?? null),
      'le cadre d’exercice de la structure qui a réalisé l’acte manque',
    ),
    creationTime: need(utcTime(header.effectiveTime), 'sa date de création manque'),
    serviceStartTime: need(utcTime(act?.effectiveTime.low ?? ''), 'la date de l’acte manque'),
    serviceStopTime: utcTime(act?.effectiveTime.high ?? ''),
    hash: sha1(cda),
    size: cda.length,
  };
}
