import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { AppointmentId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import { patientRow } from '../patients/index.ts';
import { agendaOf } from './repository.ts';

interface Slot {
  readonly date: CivilDate;
  /** Quarter of an hour on the practice's clock: "09:15". */
  readonly heure: string;
}

/** Throws HygieError SLOT_TAKEN. The unique index of the base refuses it too, whatever happens between. */
async function checkFree(db: WritableRecord, medecin: string, slot: Slot, except: string | null): Promise<void> {
  const taken = await db
    .selectFrom('appointments')
    .select('id')
    .where('medecin', '=', medecin)
    .where('date', '=', slot.date)
    .where('heure', '=', slot.heure)
    .where('statut', '=', 'prevu')
    .executeTakeFirst();
  if (taken !== undefined && taken.id !== except) throw new HygieError('SLOT_TAKEN');
}

/** An appointment of this doctor, in the state expected. Throws HygieError NOT_FOUND. */
async function own(db: WritableRecord, id: string, medecin: string, statut: 'prevu' | 'annule') {
  const row = await db.selectFrom('appointments').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.medecin !== medecin || row.statut !== statut) throw new HygieError('NOT_FOUND');
  return row;
}

/** Throws HygieError SLOT_TAKEN, NOT_FOUND (patient). */
export const addAppointment = defineCommand({
  name: 'agenda.ajouter',
  run: async (db, input: Slot & { patientId: PatientId; motif: string }, context) => {
    await patientRow(db, input.patientId);
    const medecin = agendaOf(context.actor);
    await checkFree(db, medecin, input, null);
    const id = context.newId();
    await db
      .insertInto('appointments')
      .values({
        id,
        medecin,
        date: input.date,
        heure: input.heure,
        patientId: input.patientId,
        motif: input.motif,
        statut: 'prevu',
        version: 1,
        creeLe: context.now,
        modifieLe: context.now,
      })
      .execute();
    return { appointmentId: id as AppointmentId };
  },
  audit: (input, output) => ({
    action: 'agenda.ajouter',
    patientId: input.patientId,
    detail: { rendezVous: output.appointmentId, date: input.date, heure: input.heure },
  }),
});

/** Throws HygieError SLOT_TAKEN, NOT_FOUND. */
export const moveAppointment = defineCommand({
  name: 'agenda.deplacer',
  run: async (db, input: Slot & { appointmentId: AppointmentId }, context) => {
    const medecin = agendaOf(context.actor);
    const row = await own(db, input.appointmentId, medecin, 'prevu');
    await checkFree(db, medecin, input, row.id);
    await db
      .updateTable('appointments')
      .set({ date: input.date, heure: input.heure, version: row.version + 1, modifieLe: context.now })
      .where('id', '=', row.id)
      .execute();
    return { patientId: row.patientId, avant: `${row.date} ${row.heure}` };
  },
  audit: (input, output) => ({
    action: 'agenda.deplacer',
    patientId: output.patientId,
    detail: { rendezVous: input.appointmentId, avant: output.avant, apres: `${input.date} ${input.heure}` },
  }),
});

/** Throws HygieError NOT_FOUND. The row stays, so that it can be put back. */
export const cancelAppointment = defineCommand({
  name: 'agenda.annuler',
  run: async (db, input: { appointmentId: AppointmentId }, context) => {
    const row = await own(db, input.appointmentId, agendaOf(context.actor), 'prevu');
    await db
      .updateTable('appointments')
      .set({ statut: 'annule', version: row.version + 1, modifieLe: context.now })
      .where('id', '=', row.id)
      .execute();
    return { patientId: row.patientId };
  },
  audit: (input, output) => ({
    action: 'agenda.annuler',
    patientId: output.patientId,
    detail: { rendezVous: input.appointmentId },
  }),
});

/** Undoes a cancellation. Throws HygieError SLOT_TAKEN when the time was given to somebody else, NOT_FOUND. */
export const restoreAppointment = defineCommand({
  name: 'agenda.retablir',
  run: async (db, input: { appointmentId: AppointmentId }, context) => {
    const medecin = agendaOf(context.actor);
    const row = await own(db, input.appointmentId, medecin, 'annule');
    await checkFree(db, medecin, { date: row.date as CivilDate, heure: row.heure }, row.id);
    await db
      .updateTable('appointments')
      .set({ statut: 'prevu', version: row.version + 1, modifieLe: context.now })
      .where('id', '=', row.id)
      .execute();
    return { patientId: row.patientId };
  },
  audit: (input, output) => ({
    action: 'agenda.retablir',
    patientId: output.patientId,
    detail: { rendezVous: input.appointmentId },
  }),
});
