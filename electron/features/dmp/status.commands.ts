import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { DmpStatut } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand, defineQuery, type ReadableRecord } from '../../record/index.ts';
import { keepExchange, readExchanges } from './exchange.commands.ts';

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

export const DMP_STATUS_ENTRIES = [
  readDmpStatus,
  keepDmpStatus,
  recordConsent,
  listConsents,
  keepExchange,
  readExchanges,
] as const;
