import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { DmpStatut } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';

const NON_VERIFIE: DmpStatut = { etat: 'non-verifie', autorise: false, autorisationCode: null, verifieLe: null };

/** What the DMP said last of this patient for this doctor. */
export async function dmpStatus(
  db: Pick<ReadableRecord, 'selectFrom'>,
  patientId: string,
  medecin: string,
): Promise<DmpStatut> {
  const row = await db
    .selectFrom('dmp_status')
    .selectAll()
    .where('patientId', '=', patientId)
    .where('medecin', '=', medecin)
    .executeTakeFirst();
  if (row === undefined) return NON_VERIFIE;
  return {
    etat: row.etat,
    autorise: row.autorise === 1,
    autorisationCode: row.autorisationCode,
    verifieLe: row.verifieLe as Instant | null,
  };
}

export const readDmpStatus = defineQuery({
  name: 'dmp.statut',
  run: (db, input: { patientId: PatientId }, context): Promise<DmpStatut> =>
    dmpStatus(db, input.patientId, context.actor.idNat),
});

/** Consents of this patient to the access of doctors, the first one first. */
export const listConsents = defineQuery({
  name: 'dmp.consentements',
  run: async (db, input: { patientId: PatientId }) => {
    const rows = await db
      .selectFrom('consents')
      .select(['le', 'medecinNom'])
      .where('patientId', '=', input.patientId)
      .orderBy('le')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({ le: row.le as Instant, parNom: row.medecinNom }));
  },
});
