import { sql } from 'kysely';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import { foldedWords } from './search-words.ts';
import type { DocumentText } from './text.task.ts';

/** What was read of a document; `texte` null when its reader failed, died or took too long. */
export interface TextRead {
  readonly key: number;
  readonly texte: DocumentText | null;
}

const MOST_TRIES = 2;

async function keepOne(db: WritableRecord, { key, texte }: TextRead): Promise<void> {
  const row = await db
    .selectFrom('document_readings as r')
    .innerJoin('documents as d', 'd.key', 'r.documentKey')
    .innerJoin('patients as p', 'p.id', 'd.patientId')
    .select(['r.essais', 'r.etat', 'd.titre', 'd.type', 'd.auteurNom', 'd.etablissement', 'p.key as patientKey'])
    .where('r.documentKey', '=', key)
    .executeTakeFirst();
  // Read already, or withdrawn since: nothing is done twice.
  if (row?.etat !== 'a-lire') return;
  const essais = row.essais + 1;
  const failed = texte === null;
  if (failed && essais < MOST_TRIES) {
    await db.updateTable('document_readings').set({ essais }).where('documentKey', '=', key).execute();
    return;
  }
  const corps = (texte?.lignes ?? []).join('\n');
  const entete = [row.titre, row.type, row.auteurNom, row.etablissement].join('\n');
  await sql`DELETE FROM document_texts WHERE rowid = ${key}`.execute(db);
  await sql`INSERT INTO document_texts (rowid, patient, entete, corps, autres)
    VALUES (${key}, ${`p${row.patientKey}`}, ${entete}, ${corps}, ${foldedWords(`${entete}\n${corps}`)})`.execute(db);
  await db
    .updateTable('document_readings')
    .set({
      essais,
      etat: failed ? 'illisible' : corps === '' ? 'sans-texte' : 'lu',
      coupe: texte?.coupe === true ? 1 : 0,
    })
    .where('documentKey', '=', key)
    .execute();
}

/** Puts what was read of documents in the search, whatever was there before. It decides nothing, and can be made again from the documents: no row of the journal. */
export const keepTexts = defineCommand({
  name: 'documents.indexer',
  run: async (db, input: { textes: readonly TextRead[] }) => {
    for (const each of input.textes) await keepOne(db, each);
    return {};
  },
  audit: 'work-in-progress',
});
