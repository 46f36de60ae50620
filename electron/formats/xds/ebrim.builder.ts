import { element } from '../xml/index.ts';
import type { Markup } from '../xml/index.ts';
import { writeCx, writeSpecialty, writeXcn, writeXon } from './data-types.ts';
import type { Author, Coded, DocumentEntry, SubmissionSet } from './model.ts';
import { ASSOCIATION, DOCUMENT_ENTRY, NS, SUBMISSION_SET } from './vocabulary.ts';
import type { AssociationKind } from './vocabulary.ts';

const REGISTRY_OBJECT = 'urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject';

export interface SubmittedDocument {
  /** Symbolic name inside the request, repeated by the document's part. */
  readonly id: string;
  readonly entry: DocumentEntry;
  /** XDM only: name of the file, relative to its submission set. */
  readonly uri?: string;
}

export interface SubmittedAssociation {
  readonly kind: AssociationKind;
  readonly source: string;
  readonly target: string;
}

export interface Submission {
  readonly id: string;
  readonly set: SubmissionSet;
  readonly documents: readonly SubmittedDocument[];
  /** Beside HasMember, which is written for every document. */
  readonly associations: readonly SubmittedAssociation[];
}

/** Values of one slot; nothing is written for a slot without value. */
export function slot(name: string, values: readonly (string | null)[]): Markup | null {
  const present = values.filter((value) => value !== null && value !== '');
  if (present.length === 0) return null;
  const list = present.map((value) => element('rim:Value', {}, value));
  return element('rim:Slot', { name }, element('rim:ValueList', {}, list));
}

function localized(tag: 'rim:Name' | 'rim:Description', value: string | null): Markup | null {
  if (value === null || value === '') return null;
  return element(tag, {}, element('rim:LocalizedString', { charset: 'UTF-8', 'xml:lang': 'fr-FR', value }));
}

/** Numbers the classifications and identifiers of one request, whose ids only have to differ. */
class Numbering {
  private last = 0;
  next(prefix: string): string {
    this.last += 1;
    return `${prefix}${this.last}`;
  }
}

function classification(ids: Numbering, owner: string, classificationScheme: string, code: Coded): Markup {
  return element(
    'rim:Classification',
    { id: ids.next('cl'), classificationScheme, classifiedObject: owner, nodeRepresentation: code.code },
    slot('codingScheme', [code.scheme]),
    localized('rim:Name', code.label),
  );
}

function authorClassification(ids: Numbering, owner: string, classificationScheme: string, author: Author): Markup {
  return element(
    'rim:Classification',
    { id: ids.next('cl'), classificationScheme, classifiedObject: owner, nodeRepresentation: '' },
    slot('authorInstitution', [author.institution && writeXon(author.institution)]),
    slot('authorPerson', [writeXcn(author.person)]),
    slot('authorRole', [author.role]),
    slot('authorSpecialty', [author.specialty && writeSpecialty(author.specialty)]),
  );
}

function identifier(ids: Numbering, owner: string, identificationScheme: string, value: string, name: string): Markup {
  return element(
    'rim:ExternalIdentifier',
    { id: ids.next('ei'), registryObject: owner, identificationScheme, value },
    localized('rim:Name', name),
  );
}

function registryPackage(ids: Numbering, id: string, set: SubmissionSet): Markup {
  return element(
    'rim:RegistryPackage',
    { id, objectType: `${REGISTRY_OBJECT}:RegistryPackage` },
    slot('submissionTime', [set.submissionTime]),
    localized('rim:Name', set.title),
    localized('rim:Description', set.comments),
    authorClassification(ids, id, SUBMISSION_SET.author, set.author),
    classification(ids, id, SUBMISSION_SET.contentType, set.contentType),
    element('rim:Classification', {
      id: ids.next('cl'),
      classifiedObject: id,
      classificationNode: SUBMISSION_SET.node,
    }),
    identifier(ids, id, SUBMISSION_SET.patientId, writeCx(set.patientId), 'XDSSubmissionSet.patientId'),
    identifier(ids, id, SUBMISSION_SET.sourceId, set.sourceId, 'XDSSubmissionSet.sourceId'),
    identifier(ids, id, SUBMISSION_SET.uniqueId, set.uniqueId, 'XDSSubmissionSet.uniqueId'),
  );
}

function extrinsicObject(ids: Numbering, { id, entry, uri }: SubmittedDocument): Markup {
  return element(
    'rim:ExtrinsicObject',
    { id, mimeType: entry.mimeType, objectType: DOCUMENT_ENTRY.objectType },
    slot('creationTime', [entry.creationTime]),
    slot('hash', [entry.hash]),
    slot('size', [String(entry.size)]),
    slot('languageCode', [entry.languageCode]),
    slot('legalAuthenticator', [entry.legalAuthenticator && writeXcn(entry.legalAuthenticator)]),
    slot('serviceStartTime', [entry.serviceStartTime]),
    slot('serviceStopTime', [entry.serviceStopTime]),
    slot('sourcePatientId', [writeCx(entry.sourcePatientId)]),
    slot('sourcePatientInfo', entry.sourcePatientInfo),
    slot('URI', [uri ?? null]),
    localized('rim:Name', entry.title),
    localized('rim:Description', entry.comments),
    entry.authors.map((author) => authorClassification(ids, id, DOCUMENT_ENTRY.author, author)),
    classification(ids, id, DOCUMENT_ENTRY.classCode, entry.classCode),
    entry.confidentialityCodes.map((code) => classification(ids, id, DOCUMENT_ENTRY.confidentiality, code)),
    entry.eventCodes.map((code) => classification(ids, id, DOCUMENT_ENTRY.eventCode, code)),
    classification(ids, id, DOCUMENT_ENTRY.formatCode, entry.formatCode),
    classification(ids, id, DOCUMENT_ENTRY.facilityType, entry.facilityType),
    classification(ids, id, DOCUMENT_ENTRY.practiceSetting, entry.practiceSetting),
    classification(ids, id, DOCUMENT_ENTRY.typeCode, entry.typeCode),
    identifier(ids, id, DOCUMENT_ENTRY.patientId, writeCx(entry.patientId), 'XDSDocumentEntry.patientId'),
    identifier(ids, id, DOCUMENT_ENTRY.uniqueId, entry.uniqueId, 'XDSDocumentEntry.uniqueId'),
  );
}

function association(ids: Numbering, { kind, source, target }: SubmittedAssociation): Markup {
  return element(
    'rim:Association',
    {
      id: ids.next('as'),
      objectType: `${REGISTRY_OBJECT}:Association`,
      associationType: ASSOCIATION[kind],
      sourceObject: source,
      targetObject: target,
    },
    slot('SubmissionSetStatus', ['Original']),
  );
}

/**
 * `lcm:SubmitObjectsRequest`, the same for the DMP (ITI-41) and for an XDM archive but for the `URI` slot. It declares its own namespaces, so that it can be
 * laid anywhere as it is.
 */
export function submitObjectsRequest(submission: Submission): Markup {
  const ids = new Numbering();
  const members = submission.documents.map(
    ({ id }) => ({ kind: 'hasMember', source: submission.id, target: id }) as const,
  );
  return element(
    'lcm:SubmitObjectsRequest',
    { 'xmlns:lcm': NS.lcm, 'xmlns:rim': NS.rim },
    element(
      'rim:RegistryObjectList',
      {},
      registryPackage(ids, submission.id, submission.set),
      submission.documents.map((document) => extrinsicObject(ids, document)),
      [...members, ...submission.associations].map((one) => association(ids, one)),
    ),
  );
}
