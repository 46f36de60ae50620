import { sql } from 'kysely';
import type { Tache } from '../../../shared/contract/reception.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { DocumentId, IdNat, PatientId } from '../../../shared/ids.ts';
import { defineCommand, defineQuery, type TaskRow } from '../../record/index.ts';
import { summariesOf } from './summaries.ts';

/** What the doctor has still to do: those meant for them, oldest first. */
export const listTasks = defineQuery({
  name: 'taches.lister',
  run: async (db, _input: Record<string, never>, context): Promise<Tache[]> => {
    const { rows } = await sql<TaskRow & { documentNom: string | null }>`
      SELECT t.*, d.titre AS documentNom FROM tasks t INDEXED BY tasks_a_faire LEFT JOIN documents d ON d.id = t.documentId
      WHERE t.faitLe IS NULL AND t.pour = ${context.actor.idNat} ORDER BY t.creeLe`.execute(db);
    const patients = await summariesOf(
      db,
      rows.flatMap(({ patientId }) => patientId ?? []),
    );
    return rows.map((row) => ({
      id: row.id,
      patient: row.patientId === null ? null : (patients.get(row.patientId) ?? null),
      documentId: row.documentId as DocumentId | null,
      documentNom: row.documentNom,
      texte: row.texte,
      pour: row.pour as IdNat,
      echeance: row.echeance,
      creeLe: row.creeLe as Instant,
      creeNom: row.creeNom,
    }));
  },
});

interface NewTask {
  readonly patientId: PatientId | null;
  readonly documentId: DocumentId | null;
  readonly texte: string;
  readonly pour: IdNat;
  readonly echeance: string | null;
}

/** Throws HygieError NOT_FOUND (patient, or a document that is not in that record). */
export const addTask = defineCommand({
  name: 'taches.creer',
  run: async (db, input: NewTask, context): Promise<{ id: string }> => {
    if (input.patientId !== null) {
      const patient = await db.selectFrom('patients').select('id').where('id', '=', input.patientId).executeTakeFirst();
      if (patient === undefined) throw new HygieError('NOT_FOUND');
    }
    if (input.documentId !== null) {
      const row = await db
        .selectFrom('documents')
        .select('patientId')
        .where('id', '=', input.documentId)
        .executeTakeFirst();
      if (row === undefined || row.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    }
    const id = context.newId();
    const { idNat, nom } = context.actor;
    const none = { faitLe: null, faitPar: null, faitNom: null };
    await db
      .insertInto('tasks')
      .values({ ...input, ...none, id, creeLe: context.now, creePar: idNat, creeNom: nom })
      .execute();
    return { id };
  },
  audit: (input, output) => ({
    action: 'taches.creer',
    patientId: input.patientId,
    detail: { tache: output.id, document: input.documentId, pour: input.pour },
  }),
});

/** Done, or not after all. Throws HygieError NOT_FOUND. */
export const finishTask = defineCommand({
  name: 'taches.faire',
  run: async (db, input: { id: string; fait: boolean }, context): Promise<{ patientId: string | null }> => {
    const { idNat, nom } = context.actor;
    const row = await db
      .updateTable('tasks')
      .set(
        input.fait
          ? { faitLe: context.now, faitPar: idNat, faitNom: nom }
          : { faitLe: null, faitPar: null, faitNom: null },
      )
      .where('id', '=', input.id)
      .returning('patientId')
      .executeTakeFirst();
    if (row === undefined) throw new HygieError('NOT_FOUND');
    return row;
  },
  audit: (input, output) => ({
    action: input.fait ? 'taches.faire' : 'taches.reprendre',
    patientId: output.patientId,
    detail: { tache: input.id },
  }),
});
