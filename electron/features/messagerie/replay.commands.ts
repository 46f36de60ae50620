import { defineCommand, type MailFolderRow, type MailOperationRow, type WritableRecord } from '../../record/index.ts';
import { folderOf } from './keep.commands.ts';
import { listOf } from './lists.ts';

/** What replaying a gesture taught of the server. */
export interface Replayed {
  readonly operation: number;
  readonly genre: MailOperationRow['genre'];
  /** Mailbox whose server did it. */
  readonly adresse: string;
  /** The message is now there, under this number when the server said it. */
  readonly place: {
    readonly messageKey: number;
    readonly dossierId: string | null;
    readonly uid: number | null;
  } | null;
  /** The folder is now there. */
  readonly folder: {
    readonly id: string | null;
    readonly path: string;
    readonly name: string;
    readonly use: MailFolderRow['genre'];
  } | null;
  /** What the server refused for good, in French; null when it was done. */
  readonly refus: string | null;
}

/** A move that the server refuses: the message is shown where it still is. */
async function backWhereItIs(db: WritableRecord, key: number): Promise<void> {
  const row = await db.selectFrom('mail_messages').selectAll().where('key', '=', key).executeTakeFirst();
  if (row === undefined || row.dossierId === null) return;
  const folder = await db
    .selectFrom('mail_folders')
    .selectAll()
    .where('id', '=', row.dossierId)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('mail_messages')
    .set({ liste: listOf(folder, row) })
    .where('key', '=', key)
    .execute();
}

/** A gesture is done on the server: it leaves the list, and what it taught is kept in the same transaction. */
export const noteReplayed = defineCommand({
  name: 'messagerie.rejoue',
  run: async (db, input: Replayed, context) => {
    const owner = context.actor.idNat;
    const operation = await db
      .selectFrom('mail_operations')
      .selectAll()
      .where('key', '=', input.operation)
      .executeTakeFirst();
    if (input.refus !== null && operation?.genre === 'deplacer' && operation.messageKey !== null)
      await backWhereItIs(db, operation.messageKey);
    await db
      .deleteFrom('mail_operations')
      .where('key', '=', input.operation)
      .where('proprietaire', '=', owner)
      .execute();
    if (input.folder !== null) {
      const { id, path, name, use } = input.folder;
      if (id === null) {
        const { adresse } = input;
        const row = {
          id: context.newId(),
          proprietaire: owner,
          adresse,
          chemin: path,
          nom: name,
          genre: use,
          parent: null,
        };
        await db
          .insertInto('mail_folders')
          .values({ ...row, creeLe: context.now })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      } else {
        await folderOf(db, id, owner);
        await db.updateTable('mail_folders').set({ chemin: path }).where('id', '=', id).execute();
      }
    }
    if (input.place !== null) {
      const { messageKey, dossierId, uid } = input.place;
      const folder = dossierId === null ? null : await folderOf(db, dossierId, owner);
      if (uid !== null && folder !== null)
        await db
          .updateTable('mail_messages')
          .set({ uid: null })
          .where('dossierId', '=', folder.id)
          .where('uid', '=', uid)
          .execute();
      await db
        .updateTable('mail_messages')
        .set({ dossierId: folder?.id ?? null, uid })
        .where('key', '=', messageKey)
        .where('proprietaire', '=', owner)
        .execute();
    }
    return {};
  },
  audit: (input) => ({
    action: 'messagerie.rejouer',
    patientId: null,
    detail: { geste: input.genre, refus: input.refus },
  }),
});

/** A gesture that failed for now: it stays first in the list. After a few tries the doctor is told. */
export const noteReplayFailure = defineCommand({
  name: 'messagerie.rejouEchoue',
  run: async (db, input: { operation: number; erreur: string }, context) => {
    const row = await db
      .selectFrom('mail_operations')
      .select('essais')
      .where('key', '=', input.operation)
      .where('proprietaire', '=', context.actor.idNat)
      .executeTakeFirst();
    await db
      .updateTable('mail_operations')
      .set({ essais: (row?.essais ?? 0) + 1, erreur: input.erreur })
      .where('key', '=', input.operation)
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'messagerie.rejouer', patientId: null, detail: { erreur: input.erreur } }),
});
