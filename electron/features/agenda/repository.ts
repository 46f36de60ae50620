import { sql } from 'kysely';
import type { Appointment } from '../../../shared/contract/patients.ts';
import type { CivilDate, Instant } from '../../../shared/domain/civil-date.ts';
import type { DmpStatut } from '../../../shared/domain/patient.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { defineQuery, type Actor } from '../../record/index.ts';
import { summaryOf } from '../patients/index.ts';

/** The doctor whose agenda it is: a remplaçant keeps the agenda of the doctor replaced. */
export const agendaOf = (actor: Actor): string => actor.remplace ?? actor.idNat;

interface DmpColumns {
  readonly dmpEtat: DmpStatut['etat'] | null;
  readonly dmpAutorise: number | null;
  readonly dmpCode: string | null;
  readonly dmpLe: string | null;
}

function dmpOf(row: DmpColumns): DmpStatut {
  return {
    etat: row.dmpEtat ?? 'non-verifie',
    autorise: row.dmpAutorise === 1,
    autorisationCode: row.dmpCode,
    verifieLe: row.dmpLe as Instant | null,
  };
}

/** Appointments of one day for the doctor, in the order of the day, with what the DMP said last for the one logged in. */
export const readDay = defineQuery({
  name: 'agenda.jour',
  run: async (db, input: { date: CivilDate }, context): Promise<Appointment[]> => {
    const rows = await db
      .selectFrom('appointments as a')
      .innerJoin('patients as p', 'p.id', 'a.patientId')
      .leftJoin('dmp_status as d', (join) =>
        join.onRef('d.patientId', '=', 'a.patientId').on('d.medecin', '=', context.actor.idNat),
      )
      .select([
        'a.id as appointmentId',
        'a.date',
        'a.heure',
        'a.motif',
        'p.key',
        'p.id',
        'p.nomNaissance',
        'p.nomUtilise',
        'p.premierPrenom',
        'p.dateNaissance',
        'p.sexe',
        'p.lieuNaissanceInsee',
        'p.statutIdentite',
        'p.insMatricule',
        'p.commune',
        'p.tri',
        'd.etat as dmpEtat',
        'd.autorise as dmpAutorise',
        'd.autorisationCode as dmpCode',
        'd.verifieLe as dmpLe',
        sql<number>`EXISTS (SELECT 1 FROM patients h WHERE h.cleHomonyme = p.cleHomonyme AND h.key <> p.key)`.as(
          'homonyme',
        ),
      ])
      .where('a.medecin', '=', agendaOf(context.actor))
      .where('a.date', '=', input.date)
      .where('a.statut', '=', 'prevu')
      .orderBy('a.heure')
      .execute();
    return rows.map((row) => ({
      id: row.appointmentId as AppointmentId,
      date: row.date as CivilDate,
      heure: row.heure,
      patient: summaryOf(row),
      motif: row.motif,
      dmp: dmpOf(row),
    }));
  },
});
