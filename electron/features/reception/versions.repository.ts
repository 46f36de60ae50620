import { sql } from 'kysely';
import type { DocumentRow, WritableRecord } from '../../record/index.ts';
import { renditionOf, resultsOfDocument, type FiledResult } from './result-rows.ts';
import { readComplement } from './stored-report.ts';
import type { Rendition } from './versions.ts';

/** The patient only checks what the other key has found: a record of a thousand documents is not read for one. */
const OF_PATIENT = sql<string>`+patientId`;

type Reader = Pick<WritableRecord, 'selectFrom'>;

/** The document of the base that has this uniqueId, whoever's it is: index documents_unique. */
export async function documentOfUniqueId(db: Reader, uniqueId: string): Promise<DocumentRow | null> {
  const row = await db.selectFrom('documents').selectAll().where('uniqueId', '=', uniqueId).executeTakeFirst();
  return row ?? null;
}

/** The patient's document that has these bytes, this content or that uniqueId already: the same report, come again. */
export async function sameDocument(
  db: Reader,
  patientId: string,
  bytesHash: Uint8Array,
  contentKey: string | null,
): Promise<DocumentRow | null> {
  const byBytes = await db
    .selectFrom('documents')
    .selectAll()
    .where('bytesHash', '=', bytesHash)
    .where(OF_PATIENT, '=', patientId)
    .where('statut', '<>', 'supprime')
    .executeTakeFirst();
  if (byBytes !== undefined || contentKey === null) return byBytes ?? null;
  const byContent = await db
    .selectFrom('documents')
    .selectAll()
    .where('cleContenu', '=', contentKey)
    .where(OF_PATIENT, '=', patientId)
    .where('statut', '<>', 'supprime')
    .executeTakeFirst();
  return byContent ?? null;
}

/** Documents of one order in a record, those in force first, latest first. */
export async function documentsOfOrder(db: Reader, patientId: string, orderKey: string): Promise<DocumentRow[]> {
  const rows = await db
    .selectFrom('documents')
    .selectAll()
    .where('cleDemande', '=', orderKey)
    .where(OF_PATIENT, '=', patientId)
    .orderBy('key', 'desc')
    .execute();
  return rows.filter(({ statut }) => statut === 'actif');
}

/** The version in force of a CDA set in a record; null when there is none. */
export async function activeOfSet(db: Reader, patientId: string, setId: string): Promise<DocumentRow | null> {
  const row = await db
    .selectFrom('documents')
    .selectAll()
    .where('setId', '=', setId)
    .where(OF_PATIENT, '=', patientId)
    .where('statut', '=', 'actif')
    .orderBy('versionNumber', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function renditionOfDocument(
  db: Reader,
  row: DocumentRow,
): Promise<{ rendition: Rendition; results: FiledResult[] }> {
  const results = await resultsOfDocument(db, row.key);
  const complement = readComplement(row.complementJson);
  const about = {
    cda: row.mediaType.endsWith('xml'),
    status: row.resultat,
    sender: complement?.emetteur ?? null,
    date: complement?.dateDite ?? row.date,
  };
  return { rendition: renditionOf(about, results), results };
}
