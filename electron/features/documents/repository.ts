import { sql } from 'kysely';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery, type DocumentRow, type ReadableRecord } from '../../record/index.ts';
import { documentLineOf, fileNameOf, LINE_COLUMNS, RECEIVED_COLUMNS } from './document-row.ts';

type Reader = Pick<ReadableRecord, 'selectFrom'>;

/** A document of this patient. Throws HygieError NOT_FOUND when it is another's: nothing is read from the wrong record. */
export async function documentRow(db: Reader, patientId: string, documentId: string): Promise<DocumentRow> {
  const row = await db.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirst();
  if (row === undefined || row.patientId !== patientId) throw new HygieError('NOT_FOUND');
  return row;
}

/** Roads of a received document; what was made here has none to tell. */
const PROVENANCES = sql<string | null>`CASE WHEN documents.voie IS NOT NULL THEN (
  SELECT json_group_object(p.rang, p.source) FROM document_provenances p WHERE p.documentId = documents.id) END`;

/** Latest first; `limit` null for all. */
export async function documentLines(db: Reader, patientId: string, limit: number | null): Promise<DocumentLine[]> {
  let query = db
    .selectFrom('documents')
    .select([...LINE_COLUMNS, ...RECEIVED_COLUMNS])
    .select(PROVENANCES.as('provenancesJson'))
    .where('patientId', '=', patientId)
    .orderBy('date', 'desc')
    .orderBy('key', 'desc');
  if (limit !== null) query = query.limit(limit);
  return (await query.execute()).map(documentLineOf);
}

export async function documentsTotal(db: ReadableRecord, patientId: string): Promise<number> {
  const row = await db
    .selectFrom('documents')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('patientId', '=', patientId)
    .executeTakeFirstOrThrow();
  return row.total;
}

export const listDocuments = defineQuery({
  name: 'documents.lister',
  run: (db, input: { patientId: PatientId }): Promise<DocumentLine[]> => documentLines(db, input.patientId, null),
});

/** Everything kept of a document but its bytes. */
export const readDocument = defineQuery({
  name: 'documents.lire',
  run: (db, input: { patientId: PatientId; documentId: DocumentId }): Promise<DocumentRow> =>
    documentRow(db, input.patientId, input.documentId),
});

/** The same by its id alone, for the command line. Throws HygieError NOT_FOUND. */
export const findDocument = defineQuery({
  name: 'documents.trouver',
  run: async (db, input: { documentId: DocumentId }): Promise<DocumentRow> => {
    const row = await db.selectFrom('documents').selectAll().where('id', '=', input.documentId).executeTakeFirst();
    if (row === undefined) throw new HygieError('NOT_FOUND');
    return row;
  },
});

/** National ids of the authors of the version of a document that has this uniqueId; empty when it is not in this record. */
export const authorsOfVersion = defineQuery({
  name: 'documents.auteurs',
  run: async (db, input: { patientId: PatientId; uniqueId: string }): Promise<string[]> => {
    const rows = await db
      .selectFrom('documents')
      .select('auteur')
      .where('patientId', '=', input.patientId)
      .where('uniqueId', '=', input.uniqueId)
      .execute();
    return rows.flatMap(({ auteur }) => auteur ?? []);
  },
});

export interface DocumentContent {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly nomFichier: string;
}

/** The document's bytes, or those of its readable PDF, checked against their hash. Throws HygieError NOT_FOUND, BASE_DAMAGED. */
export const readDocumentContent = defineQuery({
  name: 'documents.contenu',
  run: async (
    db,
    input: { patientId: PatientId; documentId: DocumentId; forme: 'cda' | 'pdf' },
    context,
  ): Promise<DocumentContent> => {
    const row = await documentRow(db, input.patientId, input.documentId);
    const readable = row.mediaType === 'application/pdf' ? row.bytesHash : row.pdfHash;
    const hash = input.forme === 'pdf' ? readable : row.bytesHash;
    if (hash === null) throw new HygieError('NOT_FOUND', 'Ce document n’a pas de forme PDF.');
    const mediaType = input.forme === 'pdf' ? 'application/pdf' : row.mediaType;
    return { bytes: context.documents.get(hash), mediaType, nomFichier: fileNameOf(row.titre, mediaType) };
  },
});

/** The latest document of a type made here for a patient, and what its maker kept with it; null when there is none. */
export const latestOfType = defineQuery({
  name: 'documents.dernierDuType',
  run: async (
    db,
    input: { patientId: PatientId; typeCode: string; envoyeSeulement: boolean },
  ): Promise<DocumentRow | null> => {
    let query = db
      .selectFrom('documents')
      .selectAll()
      .where('patientId', '=', input.patientId)
      .where('typeCode', '=', input.typeCode)
      .where('origine', '=', 'local');
    if (input.envoyeSeulement) query = query.where('envoi', '=', 'envoye');
    return (await query.orderBy('date', 'desc').orderBy('key', 'desc').limit(1).executeTakeFirst()) ?? null;
  },
});

/** Where a document came from, in the order it came. */
export const listProvenances = defineQuery({
  name: 'documents.provenances',
  run: async (db, input: { patientId: PatientId; documentId: DocumentId }) => {
    await documentRow(db, input.patientId, input.documentId);
    const rows = await db
      .selectFrom('document_provenances')
      .selectAll()
      .where('documentId', '=', input.documentId)
      .orderBy('rang')
      .execute();
    return rows.map((row) => ({
      source: row.source,
      le: row.le,
      detail: JSON.parse(row.detailJson) as Record<string, string>,
    }));
  },
});
