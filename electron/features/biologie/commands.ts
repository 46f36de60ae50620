import { sql } from 'kysely';
import { analyteByLoinc } from '../../../shared/domain/analytes/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type ResultRow } from '../../record/index.ts';
import { labResultOf, learnedKey, placeResult, readComplement } from '../reception/index.ts';

interface Association {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly rang: number;
  readonly loinc: string;
}

/**
 * « This line of this laboratory is this analyte »: learned for the sender, its code and its unit, and applied to every result it has sent before, in every record.
 * Throws HygieError NOT_FOUND, INVALID_INPUT (unknown analyte, or a report that names no sender).
 */
export const associateAnalyte = defineCommand({
  name: 'biologie.associer',
  run: async (db, input: Association, context): Promise<{ changes: number }> => {
    const document = await db.selectFrom('documents').selectAll().where('id', '=', input.documentId).executeTakeFirst();
    if (document === undefined || document.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    const chosen = await db
      .selectFrom('results')
      .selectAll()
      .where('documentKey', '=', document.key)
      .where('rang', '=', input.rang)
      .executeTakeFirst();
    if (chosen === undefined) throw new HygieError('NOT_FOUND');
    if (analyteByLoinc(input.loinc) === null)
      throw new HygieError('INVALID_INPUT', 'Cet analyte n’est pas dans la table.');
    const emetteur = readComplement(document.complementJson)?.emetteur ?? null;
    if (emetteur === null)
      throw new HygieError(
        'INVALID_INPUT',
        'Ce compte rendu ne dit pas son émetteur : rien ne peut être appris de lui.',
      );
    const code = chosen.code ?? chosen.label;
    const { idNat, nom } = context.actor;
    await db
      .insertInto('analyte_codes')
      .orReplace()
      .values({
        emetteur,
        code,
        unite: chosen.unit ?? '',
        loinc: input.loinc,
        par: idNat,
        parNom: nom,
        le: context.now,
      })
      .execute();
    // One seek a patient on the curve it stood on: results have no other order than the patient's.
    const { rows } = await sql<ResultRow>`
      SELECT r.* FROM patients p CROSS JOIN results r ON r.patientKey = p.key AND r.analyte = ${chosen.analyte}
      CROSS JOIN documents d ON d.key = r.documentKey
      WHERE coalesce(r.code, r.label) = ${code} AND coalesce(r.unit, '') = ${chosen.unit ?? ''}
        AND d.complementJson->>'emetteur' = ${emetteur}`.execute(db);
    const learned = new Map([[learnedKey(code, chosen.unit), input.loinc]]);
    for (const row of rows) {
      const { analyte, loinc, loincOrigine, axe } = placeResult(labResultOf(row), emetteur, learned);
      await db
        .updateTable('results')
        .set({ analyte, loinc, loincOrigine, axe })
        .where('patientKey', '=', row.patientKey)
        .where('analyte', '=', row.analyte)
        .where('date', '=', row.date)
        .where('documentKey', '=', row.documentKey)
        .where('rang', '=', row.rang)
        .execute();
    }
    return { changes: rows.length };
  },
  audit: (input, output) => ({
    action: 'biologie.associer',
    patientId: input.patientId,
    detail: { document: input.documentId, rang: input.rang, loinc: input.loinc, resultats: output.changes },
  }),
});
