import { HygieError } from '../../../shared/errors.ts';
import { defineCommand } from '../../record/index.ts';
import { noteMark, ownMessage, trace } from './gestures.commands.ts';

/** The receipt that a message asked for is settled, sent or refused: never twice, on any station ($MDNSent, RFC 3503). Throws HygieError VERSION_CONFLICT. */
export const noteReceiptSent = defineCommand({
  name: 'messagerie.accuser',
  run: async (db, input: { id: string; refuse: boolean }, context) => {
    const row = await ownMessage(db, input.id, context.actor.idNat);
    if (row.accuseFait !== null)
      throw new HygieError('VERSION_CONFLICT', 'L’accusé de lecture de ce message a déjà été traité.');
    await db.updateTable('mail_messages').set({ accuseFait: context.now }).where('key', '=', row.key).execute();
    await noteMark(db, context, row, { accuse: true });
    await trace(db, context, row.key, input.refuse ? 'Accusé de lecture refusé' : 'Accusé de lecture envoyé');
    return {};
  },
  audit: (input) => ({
    action: 'messagerie.accuser',
    patientId: null,
    detail: { message: input.id, refuse: input.refuse },
  }),
});
