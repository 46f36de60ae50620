import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand } from '../../record/index.ts';
import { patientById } from '../patients/index.ts';
import { followUp, knownProtocols } from './protocols.repository.ts';

interface Noted {
  readonly patientId: PatientId;
  readonly protocole: string;
  readonly evenement: string;
  readonly prevuLe: string;
  readonly realiseLe: string;
  readonly texte: string;
}

/**
 * A planned event of a followed protocol was done, by the word of the doctor. Throws HygieError NOT_FOUND (not followed, no such planned event), INVALID_INPUT (a day to come,
 * or before birth), VERSION_CONFLICT (already done).
 */
export const noteDone = defineCommand({
  name: 'parcours.noter',
  run: async (db, input: Noted, context) => {
    const { patientId, realiseLe } = input;
    const patient = await patientById(db, patientId);
    const today = civilDateOf(new Date(context.now));
    if (realiseLe > today)
      throw new HygieError('INVALID_INPUT', 'La date est dans l’avenir : notez ce qui a été fait.');
    if (realiseLe < patient.dateNaissance)
      throw new HygieError('INVALID_INPUT', 'La date est antérieure à la naissance du patient.');
    const followed = await db
      .selectFrom('patient_protocols')
      .select('debut')
      .where('patientId', '=', patientId)
      .where('protocole', '=', input.protocole)
      .where('fin', 'is', null)
      .executeTakeFirst();
    const known = (await knownProtocols(db)).find(({ protocole }) => protocole.id === input.protocole);
    if (followed === undefined || known === undefined)
      throw new HygieError('NOT_FOUND', 'Le patient ne suit pas ce protocole.');
    const start = { debut: followed.debut, naissance: patient.dateNaissance };
    const planned = (await followUp(db, patientId, known.protocole, start, today)).find(
      ({ evenement, date }) => evenement === input.evenement && date === input.prevuLe,
    );
    if (planned === undefined) throw new HygieError('NOT_FOUND', 'Cet événement n’est plus prévu à cette date.');
    if (planned.realiseLe !== null) throw new HygieError('VERSION_CONFLICT', 'Cet événement est déjà fait.');
    const { idNat, nom } = context.actor;
    const id = context.newId();
    await db
      .insertInto('protocol_acts')
      .values({
        id,
        patientId,
        protocole: input.protocole,
        evenement: input.evenement,
        prevuLe: input.prevuLe,
        realiseLe,
        texte: input.texte,
        le: context.now,
        auteur: idNat,
        auteurNom: nom,
        annuleLe: null,
        annulePar: null,
        annuleParNom: null,
      })
      .execute();
    return { id };
  },
  audit: ({ patientId, protocole, evenement, prevuLe, realiseLe }) => ({
    action: 'parcours.noter',
    patientId,
    detail: { protocole, evenement, prevuLe, realiseLe },
  }),
});

/** Takes back what was noted; the row stays. Throws HygieError NOT_FOUND (nothing standing of this patient by this identifier). */
export const takeBackDone = defineCommand({
  name: 'parcours.annulerActe',
  run: async (db, input: { patientId: PatientId; id: string }, context) => {
    const { idNat, nom } = context.actor;
    const { numUpdatedRows } = await db
      .updateTable('protocol_acts')
      .set({ annuleLe: context.now, annulePar: idNat, annuleParNom: nom })
      .where('id', '=', input.id)
      .where('patientId', '=', input.patientId)
      .where('annuleLe', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new HygieError('NOT_FOUND', 'Cet acte noté n’existe plus ou a déjà été annulé.');
    return {};
  },
  audit: ({ patientId, id }) => ({ action: 'parcours.annulerActe', patientId, detail: { acte: id } }),
});
