import type { LabResult } from '../../../shared/domain/biology.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { labResultOf } from '../reception/index.ts';
import { patientKeyOf, resultsOfPatient } from './rows.ts';

export interface ListedResult {
  readonly result: LabResult;
  readonly documentId: string;
  readonly laboratoire: string;
  readonly remplace: boolean;
}

/** Every result of a record, oldest first, those that a newer report has replaced included and told. */
export const listResults = defineQuery({
  name: 'biologie.resultats',
  run: async (db, input: { patientId: PatientId }): Promise<ListedResult[]> => {
    const rows = await resultsOfPatient(db, await patientKeyOf(db, input.patientId));
    return rows
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.documentKey - b.documentKey || a.rang - b.rang))
      .map((row) => ({
        result: labResultOf(row),
        documentId: row.documentId,
        laboratoire: row.laboratoire,
        remplace: row.remplace === 1,
      }));
  },
});
