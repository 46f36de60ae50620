import { sql } from 'kysely';
import type { CelluleBiologie } from '../../../shared/contract/biologie.ts';
import { analyteByLoinc } from '../../../shared/domain/analytes/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId } from '../../../shared/ids.ts';
import type { ReadableRecord, ResultRow } from '../../record/index.ts';
import { labResultOf } from '../reception/index.ts';

/** A result with what its document adds. */
export type RowOfRecord = ResultRow & {
  readonly documentId: string;
  readonly laboratoire: string;
  readonly mediaType: string;
};

/** Throws HygieError NOT_FOUND. */
export async function patientKeyOf(db: Pick<ReadableRecord, 'selectFrom'>, patientId: string): Promise<number> {
  const row = await db.selectFrom('patients').select('key').where('id', '=', patientId).executeTakeFirst();
  if (row === undefined) throw new HygieError('NOT_FOUND');
  return row.key;
}

const COLUMNS = sql.raw('r.*, d.id AS documentId, d.etablissement AS laboratoire, d.mediaType');

/** Every result of a record, analyte by analyte then by date: one range of the table, which is clustered so. */
export async function resultsOfPatient(db: ReadableRecord, patientKey: number): Promise<RowOfRecord[]> {
  const { rows } = await sql<RowOfRecord>`
    SELECT ${COLUMNS} FROM results r CROSS JOIN documents d ON d.key = r.documentKey
    WHERE r.patientKey = ${patientKey} ORDER BY r.analyte, r.date, r.documentKey, r.rang`.execute(db);
  return rows;
}

/** The latest results of an analyte before a date that still stand: a range of the same table, read backwards. */
export async function resultsBefore(
  db: ReadableRecord,
  patientKey: number,
  analyte: string,
  date: string,
  limit: number,
): Promise<RowOfRecord[]> {
  const { rows } = await sql<RowOfRecord>`
    SELECT ${COLUMNS} FROM results r CROSS JOIN documents d ON d.key = r.documentKey
    WHERE r.patientKey = ${patientKey} AND r.analyte = ${analyte} AND r.date < ${date} AND r.remplace = 0
    ORDER BY r.date DESC, r.documentKey DESC, r.rang DESC LIMIT ${limit}`.execute(db);
  return rows;
}

export function cellOf(row: RowOfRecord): CelluleBiologie {
  const { documentId, laboratoire, mediaType: _mediaType, ...result } = row;
  return {
    ...labResultOf(result),
    documentId: documentId as DocumentId,
    analyte: row.analyte,
    laboratoire,
    remplace: row.remplace === 1,
  };
}

/** Chapter and name of a curve: the table's when the analyte is known, else the laboratory's own words. */
export function titleOf(row: Pick<ResultRow, 'analyte' | 'label' | 'section'>): { libelle: string; chapitre: string } {
  const analyte = analyteByLoinc(row.analyte.split('|')[0] ?? null);
  if (analyte !== null && !row.analyte.includes('|')) return { libelle: analyte.libelle, chapitre: analyte.chapter };
  return { libelle: row.label, chapitre: row.section ?? 'Autres examens' };
}
