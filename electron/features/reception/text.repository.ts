import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { readComplement } from './stored-report.ts';

/** The text of a received document as it was decoded (HPRIM files declare no charset); null for what has another form. */
export const readReceivedText = defineQuery({
  name: 'reception.texte',
  run: async (db, input: { patientId: PatientId; documentId: DocumentId }): Promise<string | null> => {
    const row = await db
      .selectFrom('documents')
      .select('complementJson')
      .where('id', '=', input.documentId)
      .where('patientId', '=', input.patientId)
      .executeTakeFirst();
    return readComplement(row?.complementJson ?? null)?.texte ?? null;
  },
});
