import { element } from '../xml/index.ts';
import type { Markup } from '../xml/index.ts';
import { writeCx } from './data-types.ts';
import { slot } from './ebrim.builder.ts';
import type { PatientIdentifier } from './model.ts';
import { NS, STATUS } from './vocabulary.ts';
import type { EntryStatus } from './vocabulary.ts';

const FIND_DOCUMENTS = 'urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d';
const GET_DOCUMENTS = 'urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4';

export type ReturnType = 'LeafClass' | 'ObjectRef';

/** A value of a stored query's list; quotes double inside (ITI TF-2, §3.18.4.1.2.3.5). */
const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[]): string => `(${values.map(quoted).join(',')})`;

function adhocQuery(id: string, returnType: ReturnType, slots: readonly (Markup | null)[]): Markup {
  return element(
    'query:AdhocQueryRequest',
    { 'xmlns:query': NS.query, 'xmlns:rim': NS.rim },
    element('query:ResponseOption', { returnComposedObjects: true, returnType }),
    element('rim:AdhocQuery', { id }, slots),
  );
}

/** ITI-18 GetDocuments by uniqueId: `ObjectRef` gives the entryUUID that a replacement must name. */
export function getDocumentsRequest(uniqueIds: readonly string[], returnType: ReturnType): Markup {
  return adhocQuery(GET_DOCUMENTS, returnType, [slot('$XDSDocumentEntryUniqueId', [list(uniqueIds)])]);
}

export interface FindDocumentsCriteria {
  readonly patientId: PatientIdentifier;
  /** Approved when empty: the DMP must always be asked for a status. */
  readonly statuses?: readonly EntryStatus[];
  /** Each `code^^codingScheme`. */
  readonly classCodes?: readonly string[];
  readonly typeCodes?: readonly string[];
  /** UTC, yyyyMMddHHmmss. */
  readonly createdFrom?: string;
  readonly createdTo?: string;
}

/** ITI-18 FindDocuments of one patient. */
export function findDocumentsRequest(criteria: FindDocumentsCriteria, returnType: ReturnType = 'LeafClass'): Markup {
  const statuses = criteria.statuses?.length ? criteria.statuses : (['approved'] as const);
  const optional = (name: string, values: readonly string[] | undefined): Markup | null =>
    values?.length ? slot(name, [list(values)]) : null;
  return adhocQuery(FIND_DOCUMENTS, returnType, [
    slot('$XDSDocumentEntryPatientId', [quoted(writeCx(criteria.patientId))]),
    slot('$XDSDocumentEntryStatus', [list(statuses.map((status) => STATUS[status]))]),
    optional('$XDSDocumentEntryClassCode', criteria.classCodes),
    optional('$XDSDocumentEntryTypeCode', criteria.typeCodes),
    slot('$XDSDocumentEntryCreationTimeFrom', [criteria.createdFrom ?? null]),
    slot('$XDSDocumentEntryCreationTimeTo', [criteria.createdTo ?? null]),
  ]);
}

/** ITI-43 request of one or several documents by uniqueId. */
export function retrieveDocumentsRequest(repository: string, uniqueIds: readonly string[]): Markup {
  const requests = uniqueIds.map((id) =>
    element(
      'xds:DocumentRequest',
      {},
      element('xds:RepositoryUniqueId', {}, repository),
      element('xds:DocumentUniqueId', {}, id),
    ),
  );
  return element('xds:RetrieveDocumentSetRequest', { 'xmlns:xds': NS.xds }, requests);
}

export interface SubmittedPart {
  /** Symbolic name of the document in the request. */
  readonly id: string;
  /** Content-ID of its part, without angle brackets. */
  readonly contentId: string;
}

/** ITI-41 body: the request as it was built, and one reference to a binary part for each document. */
export function provideAndRegisterRequest(submitObjects: Markup, parts: readonly SubmittedPart[]): Markup {
  return element(
    'xds:ProvideAndRegisterDocumentSetRequest',
    { 'xmlns:xds': NS.xds },
    submitObjects,
    parts.map(({ id, contentId }) =>
      element('xds:Document', { id }, element('xop:Include', { 'xmlns:xop': NS.xop, href: `cid:${contentId}` })),
    ),
  );
}
