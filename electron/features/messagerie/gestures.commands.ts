import { HygieError } from '../../../shared/errors.ts';
import {
  defineCommand,
  type CommandContext,
  type MailFolderRow,
  type MailMessageRow,
  type WritableRecord,
} from '../../record/index.ts';
import { moveRow } from './folders.commands.ts';
import { GONE } from './lists.ts';

/** Messages of this doctor's mailbox. Throws HygieError NOT_FOUND, also for another's, so that nothing tells that it exists. */
export async function ownMessages(
  db: Pick<WritableRecord, 'selectFrom'>,
  ids: readonly string[],
  owner: string,
): Promise<MailMessageRow[]> {
  const rows = await db
    .selectFrom('mail_messages')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const own = rows.filter(({ proprietaire }) => proprietaire === owner);
  if (own.length !== new Set(ids).size) throw new HygieError('NOT_FOUND');
  return own;
}

export async function ownMessage(
  db: Pick<WritableRecord, 'selectFrom'>,
  id: string,
  owner: string,
): Promise<MailMessageRow> {
  const [row] = await ownMessages(db, [id], owner);
  if (row === undefined) throw new HygieError('NOT_FOUND');
  return row;
}

/** Notes a mark for the server, where the message is there. */
export async function noteMark(
  db: WritableRecord,
  context: CommandContext,
  message: Pick<MailMessageRow, 'key' | 'dossierId' | 'adresse'>,
  marks: Readonly<Record<string, boolean>>,
): Promise<void> {
  if (message.dossierId === null) return;
  await db
    .insertInto('mail_operations')
    .values({
      proprietaire: context.actor.idNat,
      adresse: message.adresse,
      genre: 'drapeau',
      messageKey: message.key,
      dossierId: null,
      argumentsJson: JSON.stringify(marks),
      creeLe: context.now,
    })
    .execute();
}

/** A line of the history of one message, shown beside it. */
export async function trace(
  db: WritableRecord,
  context: CommandContext,
  messageKey: number,
  quoi: string,
): Promise<void> {
  const last = await db
    .selectFrom('mail_traces')
    .select('rang')
    .where('messageKey', '=', messageKey)
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .insertInto('mail_traces')
    .values({
      messageKey,
      rang: (last?.rang ?? 0) + 1,
      le: context.now,
      par: context.actor.idNat,
      parNom: context.actor.nom,
      quoi,
    })
    .execute();
}

export const markMails = defineCommand({
  name: 'messagerie.marquer',
  run: async (db, input: { ids: readonly string[]; lu: boolean }, context) => {
    const lu = input.lu ? 1 : 0;
    for (const row of await ownMessages(db, input.ids, context.actor.idNat)) {
      if (row.lu === lu) continue;
      await db.updateTable('mail_messages').set({ lu }).where('key', '=', row.key).execute();
      await noteMark(db, context, row, { lu: input.lu });
    }
    return {};
  },
  audit: (input) => ({
    action: 'messagerie.marquer',
    patientId: null,
    detail: { messages: input.ids.length, lu: input.lu },
  }),
});

type Target = 'reception' | 'archives' | 'supprimes';
const fixed = (to: string): to is Target => to === 'reception' || to === 'archives' || to === 'supprimes';

/** The target in the mailbox of the message: nothing passes from one mailbox to another. */
async function targetOf(
  db: WritableRecord,
  to: string,
  { proprietaire, adresse }: MailMessageRow,
): Promise<MailFolderRow | null> {
  let query = db
    .selectFrom('mail_folders')
    .selectAll()
    .where('proprietaire', '=', proprietaire)
    .where('retireLe', 'is', null);
  query = fixed(to)
    ? query.where('adresse', '=', adresse).where('genre', '=', to).where('absentLe', 'is', null)
    : query.where('id', '=', to).where('genre', '=', 'personnel');
  const folder = await query.executeTakeFirst();
  if (folder !== undefined && folder.adresse !== adresse)
    throw new HygieError(
      'NOT_ALLOWED',
      `Ce message est dans la boîte ${adresse} : il ne se range pas dans un dossier de ${folder.adresse}.`,
    );
  if (folder !== undefined) return folder;
  if (fixed(to)) return null;
  throw new HygieError('NOT_FOUND', 'Ce dossier n’existe plus.');
}

/** Lists whose messages are not moved by hand: they leave by their own gestures. */
const STAY = new Set(['boite-envoi', 'brouillons']);

/** The server may have no folder of that kind yet: it is made when the gesture is replayed. */
export const moveMails = defineCommand({
  name: 'messagerie.deplacer',
  run: async (db, input: { ids: readonly string[]; vers: string }, context) => {
    const owner = context.actor.idNat;
    for (const row of await ownMessages(db, input.ids, owner)) {
      const to = await targetOf(db, input.vers, row);
      if (STAY.has(row.liste))
        throw new HygieError('NOT_ALLOWED', 'Un brouillon ou un message qui part ne se déplace pas.');
      await moveRow(db, context, { key: row.key, from: null, to });
      if (to === null)
        await db
          .updateTable('mail_messages')
          .set({ liste: input.vers === 'reception' ? 'non-assignes' : input.vers })
          .where('key', '=', row.key)
          .execute();
    }
    return {};
  },
  audit: (input) => ({
    action: 'messagerie.deplacer',
    patientId: null,
    detail: { messages: input.ids.length, vers: input.vers },
  }),
});

/** Erased on the server and out of the lists here; what is in a record stays there, with its bytes. */
export const eraseMails = defineCommand({
  name: 'messagerie.effacer',
  run: async (db, input: { ids: readonly string[] }, context) => {
    for (const row of await ownMessages(db, input.ids, context.actor.idNat)) {
      if (row.liste !== 'supprimes')
        throw new HygieError('NOT_ALLOWED', 'Seul un message de « Éléments supprimés » s’efface définitivement.');
      await db.updateTable('mail_messages').set({ liste: GONE }).where('key', '=', row.key).execute();
      if (row.dossierId === null) continue;
      await db
        .insertInto('mail_operations')
        .values({
          proprietaire: context.actor.idNat,
          adresse: row.adresse,
          genre: 'supprimer',
          messageKey: row.key,
          dossierId: null,
          argumentsJson: '{}',
          creeLe: context.now,
        })
        .execute();
    }
    return {};
  },
  audit: (input) => ({ action: 'messagerie.effacer', patientId: null, detail: { messages: input.ids.length } }),
});
