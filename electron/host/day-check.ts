import { civilDateOf, instantOf } from '../../shared/domain/civil-date.ts';
import type { PatientId } from '../../shared/ids.ts';
import { readDay } from '../features/agenda/index.ts';
import { keepDmpStatus, type DmpClient } from '../features/dmp/index.ts';
import { readPatient } from '../features/patients/index.ts';
import { NetworkError } from '../network/http.ts';
import type { Actor, RecordStore } from '../record/index.ts';

export interface DayCheckOptions {
  readonly store: RecordStore;
  readonly actor: Actor;
  readonly client: () => DmpClient | null;
  readonly now: () => Date;
  readonly changed: () => void;
  readonly report: (what: string, error: unknown) => void;
}

/**
 * [16] [17] [18] Asks the DMP once a day about each patient of today whose identity is qualified, one after the other, behind the doctor's back: the
 * icons appear when the answers are there. It stops when the DMP does not answer, or at the lock; what was not asked stays « non vérifié ».
 */
export async function checkDay(options: DayCheckOptions): Promise<void> {
  const { store, actor, client, now, changed, report } = options;
  const today = civilDateOf(now());
  for (const { patient: summary, dmp } of await store.query(readDay, { date: today }, actor)) {
    const asked = dmp.verifieLe !== null && civilDateOf(new Date(dmp.verifieLe)) === today;
    if (asked || summary.statutIdentite !== 'qualifiee') continue;
    const dmpClient = client();
    if (dmpClient === null) return;
    try {
      const patientId: PatientId = summary.id;
      const patient = await store.query(readPatient, { patientId }, actor);
      const found = await dmpClient.checkExistence(patient);
      const statut = {
        etat: found.status,
        autorise: found.autorise,
        autorisationCode: found.autorisation,
        verifieLe: instantOf(now()),
      };
      await store.execute(keepDmpStatus, { patientId, statut }, actor);
      changed();
    } catch (error) {
      if (client() === null) return;
      report('dmp du jour', error);
      if (error instanceof NetworkError) return;
    }
  }
}
