import type { Appointment } from '../../../shared/contract/patients.ts';
import type { CivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { HOME } from '../../app/shell-store.ts';
import { call } from '../../lib/client.ts';
import { tell, tellError, tellUndoable } from '../../lib/notices.ts';
import { useRefresh } from '../../lib/queries.ts';
import { dmpText } from '../../ui/dmp-text.ts';
import { displayName } from '../../ui/identity-text.ts';
import { texts } from './texts.ts';

export interface NewAppointment {
  readonly patientId: PatientId;
  readonly nom: string;
  readonly date: CivilDate;
  readonly heure: string;
  readonly motif: string;
}

/** What can be done to the day; each act can be taken back. They resolve with the error when it was refused, else with null. */
export interface AppointmentActs {
  add(wanted: NewAppointment): Promise<unknown>;
  move(appointment: Appointment, date: CivilDate, heure: string): Promise<unknown>;
  cancel(appointment: Appointment): Promise<unknown>;
  checkDmp(appointment: Appointment): Promise<void>;
}

export function useAppointments(): AppointmentActs {
  const refresh = useRefresh();
  const run = async (work: () => Promise<void>): Promise<unknown> => {
    try {
      await work();
      return null;
    } catch (error) {
      return error;
    } finally {
      refresh('agenda.jour');
    }
  };
  const undoing = (work: () => Promise<unknown>) => async () => {
    try {
      await work();
    } finally {
      refresh('agenda.jour');
    }
  };
  return {
    add: ({ nom, ...wanted }) =>
      run(async () => {
        const { appointmentId } = await call('agenda.ajouter', wanted);
        tellUndoable({
          lieu: HOME,
          texte: texts.ajoute(nom, wanted.heure),
          annuler: undoing(() => call('agenda.annuler', { appointmentId })),
        });
      }),
    move: (appointment, date, heure) =>
      run(async () => {
        const { id: appointmentId, patient } = appointment;
        await call('agenda.deplacer', { appointmentId, date, heure });
        const back = { appointmentId, date: appointment.date, heure: appointment.heure };
        tellUndoable({
          lieu: HOME,
          texte: texts.deplace(displayName(patient), heure),
          annuler: undoing(() => call('agenda.deplacer', back)),
        });
      }),
    cancel: (appointment) =>
      run(async () => {
        const { id: appointmentId, patient } = appointment;
        await call('agenda.annuler', { appointmentId });
        tellUndoable({
          lieu: HOME,
          texte: texts.annule(displayName(patient)),
          annuler: undoing(() => call('agenda.retablir', { appointmentId })),
        });
      }),
    checkDmp: async (appointment) => {
      const error = await run(async () => {
        const dmp = await call('dmp.verifier', { patientId: appointment.patient.id });
        tell(dmpText(dmp).texte, 'info');
      });
      if (error !== null) tellError(error);
    },
  };
}
