import { INS_OIDS } from '../../../../shared/domain/ins.ts';
import type { IdentiteRecue } from '../../../../shared/domain/reception.ts';
import type { ReadDocument, ReadReport } from '../../received.ts';
import { at, attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import type { CdaActor, CdaHeader, CdaId, CdaPatient } from '../header.ts';
import { V3 } from '../namespaces.ts';
import { cleanText, readPersonName } from '../read-values.ts';
import { dayOf, instantOrDay } from './moments.ts';

/** National identifiers of professionals and of organisations (CI-SIS, volet Structuration minimale). */
export const PERSONS = '1.2.250.1.71.4.2.1';
export const ORGANISATIONS = '1.2.250.1.71.4.2.2';
/** INS-C of documents older than the INS: read, never a key. */
const INS_C = '1.2.250.1.213.1.4.2';
const LAB = 'urn:oid:1.3.6.1.4.1.19376.1.3.2';

const BIOLOGY: ReadonlySet<string> = new Set(['11502-2', '96173-0']);
const IMAGING: ReadonlySet<string> = new Set(['18748-4', '55115-0']);
const LETTERS: ReadonlySet<string> = new Set([
  '11490-0',
  '18761-7',
  '96349-6',
  '74207-2',
  '34112-3',
  '34105-7',
  '15507-7',
  '11488-4',
  '34874-8',
  '77436-4',
  '34749-2',
  '85208-7',
]);

/** Who the document says that the patient is, as written. */
export function identityOf(patient: CdaPatient): IdentiteRecue {
  const birth = dayOf(patient.birthTime);
  const local = patient.ids.find(({ root }) => !Object.hasOwn(INS_OIDS, root) && root !== INS_C);
  return {
    ins: patient.ins === null ? null : { matricule: patient.ins.extension ?? '', oid: patient.ins.root },
    nom: patient.birthName ?? '',
    nomUtilise: patient.usedName,
    premierPrenom: patient.firstBirthGivenName,
    prenoms: patient.birthGivenNames,
    datesNaissance: birth === null ? [] : [birth],
    sexe: patient.gender === 'M' || patient.gender === 'F' ? patient.gender : patient.gender === 'UN' ? 'I' : null,
    lieuNaissanceInsee: patient.birthPlaceCog,
    adresse:
      patient.address === null
        ? []
        : [
            ...patient.address.lines,
            [patient.address.postalCode, patient.address.city].filter((part) => part !== null).join(' '),
          ].filter((line) => line !== ''),
    numeroSecuriteSociale: null,
    identifiantEmetteur: local === undefined ? null : (local.extension ?? local.root),
  };
}

/** Identifier as exchanges write it: `root^extension`, or the root alone. */
export function uniqueIdOf({ root, extension }: CdaId): string {
  return extension === null || extension === '' ? root : `${root}^${extension}`;
}

const nameOf = (actor: CdaActor | null | undefined): string | null =>
  actor?.name == null ? null : [actor.name.given, actor.name.family].filter((part) => part !== null).join(' ');

/** The person who answers for the document: an author, else who signed it; laboratories often name their software as author. */
function responsible(header: CdaHeader): CdaActor | null {
  return header.authors.find(({ name }) => name !== null) ?? header.legalAuthenticator ?? header.authors[0] ?? null;
}

/** First recipient by name, else its organisation (informationRecipient). */
function recipientOf(document: XmlElement): string | null {
  for (const one of children(document, V3, 'informationRecipient')) {
    const intended = child(one, V3, 'intendedRecipient');
    const person = readPersonName(child(intended, V3, 'informationRecipient'));
    if (person !== null) return [person.given, person.family].filter((part) => part !== null).join(' ');
    const organisation = cleanText(at(intended, V3, 'receivedOrganization', 'name'));
    if (organisation !== null) return organisation;
  }
  return null;
}

/** Partial while the laboratory says that its act is active (lab:statusCode of IHE PALM, in a serviceEvent). */
function isPartial(document: XmlElement): boolean {
  return children(document, V3, 'documentationOf').some((one) => {
    const event = child(one, V3, 'serviceEvent');
    return attribute(child(event, LAB, 'statusCode'), 'code') === 'active';
  });
}

export function statusOf(header: CdaHeader, document: XmlElement): ReadReport['status'] {
  if (isPartial(document)) return 'partial';
  return header.relatedDocuments.some(({ typeCode }) => typeCode === 'RPLC') ? 'corrected' : 'final';
}

export function kindOf({ code }: CdaHeader): ReadReport['kind'] {
  const type = code.code ?? '';
  if (BIOLOGY.has(type)) return 'biology';
  if (IMAGING.has(type)) return 'imaging';
  return LETTERS.has(type) ? 'letter' : 'other';
}

/** Who issued the document: the organisation of its author, of who carried out the act, else who keeps it. */
export function issuerOf(header: CdaHeader): string {
  return (
    responsible(header)?.organization?.name ??
    header.serviceEvents[0]?.performer?.organization?.name ??
    header.authors[0]?.organization?.name ??
    header.custodian?.name ??
    ''
  );
}

/** What lists and exchanges need to know of the document, from its header. */
export function documentOf(header: CdaHeader, document: XmlElement): Omit<ReadDocument, 'pdf' | 'sampledAt'> {
  const author = responsible(header);
  const order = header.orders[0];
  const mask = header.confidentiality.code;
  const sender = header.custodian?.ids.find(({ root }) => root === ORGANISATIONS) ?? header.custodian?.ids[0];
  return {
    bytes: null,
    mediaType: 'text/xml',
    typeCode: header.code.code,
    type: header.code.displayName,
    title: header.title,
    date: instantOrDay(header.effectiveTime),
    author: nameOf(author) ?? author?.device ?? '',
    authorId: author?.ids.find(({ root }) => root === PERSONS)?.extension ?? null,
    organisation: issuerOf(header),
    senderCode: sender?.extension ?? null,
    recipient: recipientOf(document),
    orderNumber: order === undefined ? null : (order.extension ?? order.root),
    uniqueId: uniqueIdOf(header.id),
    setId: header.setId === null ? null : uniqueIdOf(header.setId),
    versionNumber: header.versionNumber,
    replaces: header.relatedDocuments.filter(({ typeCode }) => typeCode === 'RPLC').map(({ id }) => uniqueIdOf(id)),
    confidentiality: { masquePs: mask === 'MASQUE_PS', invisiblePatient: mask === 'INVISIBLE_PATIENT' },
  };
}
