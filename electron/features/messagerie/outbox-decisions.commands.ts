import { SESSION_FERMEE } from '../envois/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, type MailMessageRow, type MailOutboxRow, type WritableRecord } from '../../record/index.ts';
import { ownMessage } from './gestures.commands.ts';
import { noteSent } from './outbox-sent.ts';

async function outboxOf(
  db: WritableRecord,
  id: string,
  owner: string,
): Promise<{ row: MailMessageRow; outbox: MailOutboxRow }> {
  const row = await ownMessage(db, id, owner);
  const outbox = await db.selectFrom('mail_outbox').selectAll().where('messageKey', '=', row.key).executeTakeFirst();
  if (outbox === undefined) throw new HygieError('NOT_FOUND');
  return { row, outbox };
}

/** Taken back: a draft again. Throws HygieError VERSION_CONFLICT when it is leaving or has left. */
export const cancelSending = defineCommand({
  name: 'messagerie.annulerEnvoi',
  run: async (db, input: { id: string }, context) => {
    const { row, outbox } = await outboxOf(db, input.id, context.actor.idNat);
    if (outbox.etat !== 'a-envoyer' && outbox.etat !== 'echec')
      throw new HygieError('VERSION_CONFLICT', 'Ce message part ou est parti : il ne s’annule plus.');
    const draft = await db
      .selectFrom('mail_drafts')
      .select('messageKey')
      .where('messageKey', '=', row.key)
      .executeTakeFirst();
    if (draft === undefined) {
      // The citizen's share of a message to several: its draft went back with the colleagues' share.
      await db
        .updateTable('mail_outbox')
        .set({ etat: 'annule', prochaineTentative: null, modifieLe: context.now })
        .where('messageKey', '=', row.key)
        .execute();
      return {};
    }
    await db.deleteFrom('mail_outbox').where('messageKey', '=', row.key).execute();
    await db
      .updateTable('mail_messages')
      .set({ liste: 'brouillons', bytesHash: null, sha256: null, taille: 0 })
      .where('key', '=', row.key)
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'messagerie.annulerEnvoi', patientId: null, detail: { message: input.id } }),
});

/** Sends again, by the doctor's decision only. */
export const sendAgain = defineCommand({
  name: 'messagerie.relancerEnvoi',
  run: async (db, input: { id: string }, context) => {
    const { outbox } = await outboxOf(db, input.id, context.actor.idNat);
    if (outbox.etat === 'en-cours' || outbox.etat === 'envoye')
      throw new HygieError('VERSION_CONFLICT', 'Ce message part ou est parti.');
    await db
      .updateTable('mail_outbox')
      .set({ etat: 'a-envoyer', prochaineTentative: null, code: null, explication: null, modifieLe: context.now })
      .where('messageKey', '=', outbox.messageKey)
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'messagerie.relancerEnvoi', patientId: null, detail: { message: input.id } }),
});

/** The doctor knows what became of an « issue inconnue ». */
export const resolveSending = defineCommand({
  name: 'messagerie.resoudreEnvoi',
  run: async (db, input: { id: string; recu: boolean }, context) => {
    const { outbox } = await outboxOf(db, input.id, context.actor.idNat);
    if (outbox.etat !== 'issue-inconnue') throw new HygieError('VERSION_CONFLICT', 'L’issue de ce message est connue.');
    if (input.recu) await noteSent(db, context, outbox, null);
    await db
      .updateTable('mail_outbox')
      .set({
        etat: input.recu ? 'envoye' : 'echec',
        explication: input.recu ? null : 'Le destinataire ne l’a pas reçu.',
        modifieLe: context.now,
      })
      .where('messageKey', '=', outbox.messageKey)
      .execute();
    return {};
  },
  audit: (input) => ({
    action: 'messagerie.resoudreEnvoi',
    patientId: null,
    detail: { message: input.id, recu: input.recu },
  }),
});

/** There is a Pro Santé Connect session again: what waited for it is due now; what waits for another reason is not hurried. */
export const resumeOutbox = defineCommand({
  name: 'messagerie.reprendreApresConnexion',
  run: async (db, _input: Record<string, never>, context): Promise<{ repris: number }> => {
    const waiting = await db
      .updateTable('mail_outbox')
      .set({ prochaineTentative: null, modifieLe: context.now })
      .where('proprietaire', '=', context.actor.idNat)
      .where('etat', '=', 'a-envoyer')
      .where('code', '=', SESSION_FERMEE)
      .executeTakeFirst();
    return { repris: Number(waiting.numUpdatedRows) };
  },
  audit: (_input, output) => ({ action: 'messagerie.reprendreApresConnexion', patientId: null, detail: output }),
});
