import { sql } from 'kysely';
import type { LigneTrouvee } from '../../../shared/contract/documents.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { lineFound, matchOf, wordsOf } from './search-words.ts';
import type { TextOrder } from './text.task.ts';

/** A document whose text is not in the search yet. */
export interface ToIndex {
  readonly key: number;
  readonly patientId: string;
  /** The same for documents that share their bytes: read once. */
  readonly contenu: string;
}

/** Documents to be read, the latest filed first: what came this morning is looked for before what is ten years old. */
export const textsToRead = defineQuery({
  name: 'documents.textesALire',
  run: async (db, input: { limite: number }): Promise<ToIndex[]> => {
    const { rows } = await sql<{ key: number; patientId: string; contenu: string }>`
      SELECT d.key AS key, d.patientId AS patientId,
        hex(d.bytesHash) || coalesce(hex(d.pdfHash), '') || CASE WHEN d.complementJson IS NULL THEN '' ELSE d.id END AS contenu
      FROM document_readings r INDEXED BY document_readings_a_lire CROSS JOIN documents d ON d.key = r.documentKey
      WHERE r.etat = 'a-lire' AND d.patientId IS NOT NULL ORDER BY r.documentKey DESC LIMIT ${input.limite}`.execute(
      db,
    );
    return rows;
  },
});

/** What the text of a document is read from. Throws HygieError NOT_FOUND, BASE_DAMAGED. */
export const textSource = defineQuery({
  name: 'documents.sourceDuTexte',
  run: async (db, input: { key: number }, context): Promise<TextOrder> => {
    const row = await db
      .selectFrom('documents')
      .select(['bytesHash', 'pdfHash', 'mediaType'])
      .select(
        sql<
          string | null
        >`CASE WHEN json_extract(complementJson, '$.recu') THEN json_extract(complementJson, '$.texte') END`.as(
          'texte',
        ),
      )
      .where('key', '=', input.key)
      .executeTakeFirstOrThrow();
    return {
      bytes: context.documents.get(row.bytesHash),
      mediaType: row.mediaType,
      pdf: row.pdfHash === null ? null : context.documents.get(row.pdfHash),
      texte: row.texte,
    };
  },
});

export interface Found {
  readonly documents: DocumentId[];
  /** Documents of this record that the search does not know yet, and those that have no text it could know. */
  readonly aLire: number;
  readonly sansTexte: number;
}

/** [35] Documents of one record that hold every word typed, in no order. Nothing typed finds nothing. */
export const searchDocuments = defineQuery({
  name: 'documents.chercher',
  run: async (db, input: { patientId: PatientId; texte: string }): Promise<Found> => {
    const patient = await db.selectFrom('patients').select('key').where('id', '=', input.patientId).executeTakeFirst();
    const match = patient === undefined ? null : matchOf(input.texte, patient.key);
    const counted = await sql<{ aLire: number; sansTexte: number }>`
      SELECT count(*) FILTER (WHERE r.etat = 'a-lire') AS aLire, count(*) FILTER (WHERE r.etat IN ('sans-texte','illisible')) AS sansTexte
      FROM documents d INDEXED BY documents_patient CROSS JOIN document_readings r ON r.documentKey = d.key
      WHERE d.patientId = ${input.patientId}`.execute(db);
    const { aLire, sansTexte } = counted.rows[0] ?? { aLire: 0, sansTexte: 0 };
    if (match === null) return { documents: [], aLire, sansTexte };
    // The patient stands in the text index for speed; it is the document's own row that decides whose it is.
    const { rows } = await sql<{ id: DocumentId }>`
      SELECT d.id AS id FROM document_texts t CROSS JOIN documents d ON d.key = t.rowid
      WHERE document_texts MATCH ${match} AND d.patientId = ${input.patientId}`.execute(db);
    return { documents: rows.map(({ id }) => id), aLire, sansTexte };
  },
});

/** For documents of one record, the line that holds the words typed; nothing for those where it is the title that does. */
export const foundLines = defineQuery({
  name: 'documents.lignesTrouvees',
  run: async (
    db,
    input: { patientId: PatientId; texte: string; documents: readonly DocumentId[] },
  ): Promise<{ documentId: DocumentId; ligne: LigneTrouvee }[]> => {
    const words = wordsOf(input.texte);
    if (words.length === 0 || input.documents.length === 0) return [];
    const { rows } = await sql<{ id: DocumentId; corps: string }>`
      SELECT d.id AS id, t.corps AS corps FROM documents d CROSS JOIN document_texts t ON t.rowid = d.key
      WHERE d.id IN (${sql.join(input.documents)}) AND d.patientId = ${input.patientId}`.execute(db);
    return rows.flatMap(({ id, corps }) => {
      const ligne = lineFound(corps, words);
      return ligne === null ? [] : [{ documentId: id, ligne }];
    });
  },
});
