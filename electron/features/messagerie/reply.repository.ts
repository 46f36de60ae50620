import { defineQuery, type MailMessageRow } from '../../record/index.ts';
import { ownMessage } from './gestures.commands.ts';

/** What a reply, a forward or a receipt needs of a message of one's own. Throws HygieError NOT_FOUND. */
export const mailForReply = defineQuery({
  name: 'messagerie.pourReponse',
  run: async (
    db,
    input: { id: string },
    context,
  ): Promise<
    Pick<
      MailMessageRow,
      'key' | 'messageId' | 'deAdresse' | 'enTetesJson' | 'classe' | 'accuseFait' | 'objet' | 'adresse'
    >
  > => {
    const { key, messageId, deAdresse, enTetesJson, classe, accuseFait, objet, adresse } = await ownMessage(
      db,
      input.id,
      context.actor.idNat,
    );
    return { key, messageId, deAdresse, enTetesJson, classe, accuseFait, objet, adresse };
  },
});
