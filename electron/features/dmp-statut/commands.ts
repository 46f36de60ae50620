import type { DmpStatut } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand } from '../../record/index.ts';

/** Keeps an answer of the DMP, with its instant. */
export const keepDmpStatus = defineCommand({
  name: 'dmp.garderStatut',
  run: async (db, input: { patientId: PatientId; statut: DmpStatut }, context): Promise<DmpStatut> => {
    const { etat, autorise, autorisationCode, verifieLe } = input.statut;
    const row = { etat, autorise: autorise ? 1 : 0, autorisationCode, verifieLe };
    await db
      .insertInto('dmp_status')
      .values({ patientId: input.patientId, medecin: context.actor.idNat, ...row })
      .onConflict((conflict) => conflict.columns(['patientId', 'medecin']).doUpdateSet(row))
      .execute();
    return input.statut;
  },
  audit: (input) => ({
    action: 'dmp.statut',
    patientId: input.patientId,
    detail: { etat: input.statut.etat, autorise: input.statut.autorise, code: input.statut.autorisationCode },
  }),
});

/** The patient's consent to this doctor's access, confirmed by the doctor: recorded before the DMP is called. */
export const recordConsent = defineCommand({
  name: 'dmp.consentir',
  run: async (db, input: { patientId: PatientId }, context) => {
    const id = context.newId();
    await db
      .insertInto('consents')
      .values({
        id,
        patientId: input.patientId,
        medecin: context.actor.idNat,
        medecinNom: context.actor.nom,
        type: 'dmp-acces',
        le: context.now,
      })
      .execute();
    return { consentementId: id };
  },
  audit: (input, output) => ({
    action: 'dmp.consentement',
    patientId: input.patientId,
    detail: { consentement: output.consentementId },
  }),
});
