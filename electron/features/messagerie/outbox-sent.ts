import type { Issue } from '../envois/index.ts';
import type { CommandContext, MailOutboxRow, WritableRecord } from '../../record/index.ts';
import { noteMark } from './gestures.commands.ts';

async function markAnswered(db: WritableRecord, context: CommandContext, outbox: MailOutboxRow): Promise<void> {
  for (const [id, mark] of [
    [outbox.reponseA, 'repondu'],
    [outbox.transfertDe, 'transfere'],
  ] as const) {
    if (id === null) continue;
    const row = await db.selectFrom('mail_messages').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined || row.proprietaire !== outbox.proprietaire) continue;
    await db
      .updateTable('mail_messages')
      .set({ [mark]: 1 })
      .where('key', '=', row.key)
      .execute();
    await noteMark(db, context, row, { [mark]: true });
  }
}

/** It was received by the operator: its place, the answer for each recipient, the marks of what it answers. */
export async function noteSent(
  db: WritableRecord,
  context: CommandContext,
  outbox: MailOutboxRow,
  issue: Issue | null,
): Promise<void> {
  const row = await db
    .selectFrom('mail_messages')
    .selectAll()
    .where('key', '=', outbox.messageKey)
    .executeTakeFirstOrThrow();
  await db.updateTable('mail_messages').set({ liste: 'envoyes' }).where('key', '=', row.key).execute();
  await db.deleteFrom('mail_drafts').where('messageKey', '=', row.key).execute();
  const answers = issue !== null && issue.kind === 'envoye' ? issue.destinataires : [];
  for (const adresse of JSON.parse(outbox.destinatairesJson) as string[]) {
    const answer = answers.find((each) => each.adresse.toLowerCase() === adresse.toLowerCase());
    const refused = answer?.accepte === false;
    await db
      .insertInto('mail_followups')
      .values({
        id: context.newId(),
        proprietaire: outbox.proprietaire,
        messageId: row.messageId ?? '',
        adresse: adresse.toLowerCase(),
        etat: refused ? 'refuse' : 'envoye',
        le: context.now,
        code: answer?.code ?? null,
        explication: refused ? 'L’opérateur refuse le destinataire.' : null,
        parMessage: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .updateTable('contacts')
      .set({ dernierUsageLe: context.now })
      .where('adresse', '=', adresse.toLowerCase())
      .where('retireLe', 'is', null)
      .execute();
  }
  await markAnswered(db, context, outbox);
}
