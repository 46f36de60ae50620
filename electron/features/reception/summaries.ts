import { sql } from 'kysely';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import type { ReadableRecord } from '../../record/index.ts';
import { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from '../patients/index.ts';

type Reader = Pick<ReadableRecord, 'selectFrom' | 'getExecutor'>;
const columns = sql.join(SUMMARY_COLUMNS.map((column) => sql.ref(column)));

/** Summaries of patients by their ids, in one statement. */
export async function summariesOf(db: Reader, ids: readonly string[]): Promise<Map<string, PatientSummary>> {
  const wanted = JSON.stringify([...new Set(ids)]);
  const { rows } = await sql<SummaryRow>`
    SELECT ${columns}, EXISTS (SELECT 1 FROM patients h WHERE h.cleHomonyme = p.cleHomonyme AND h.key <> p.key) AS homonyme
    FROM json_each(${wanted}) w CROSS JOIN patients p ON p.id = w.value`.execute(db as ReadableRecord);
  return new Map(rows.map((row) => [row.id, summaryOf(row)]));
}
