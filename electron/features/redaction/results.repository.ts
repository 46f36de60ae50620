import { sql } from 'kysely';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';

interface Row {
  readonly label: string;
  readonly text: string | null;
  readonly value: number | null;
  readonly comparator: string | null;
  readonly unit: string | null;
  readonly date: string;
}

const SHOWN = 25;

/** The latest value of each analyte since a civil date, as lines of a letter: « Potassium 5,6 mmol/L (16/03/2026) ». */
export const recentResults = defineQuery({
  name: 'redaction.resultats',
  run: async (db, input: { patientId: PatientId; depuis: string }): Promise<string[]> => {
    const { rows } = await sql<Row>`
      SELECT label, text, value, comparator, unit, max(date) AS date FROM results
      WHERE patientKey = (SELECT key FROM patients WHERE id = ${input.patientId}) AND remplace = 0 AND date >= ${input.depuis}
      GROUP BY analyte ORDER BY date DESC, label LIMIT ${SHOWN}`.execute(db);
    return rows.map((row) => {
      const written = row.text ?? `${row.comparator ?? ''}${row.value ?? ''}`;
      const value = row.value === null ? written : written.replace('.', ',');
      return `${row.label} ${value}${row.unit === null ? '' : ` ${row.unit}`} (${formatCivilDate(row.date.slice(0, 10))})`;
    });
  },
});
