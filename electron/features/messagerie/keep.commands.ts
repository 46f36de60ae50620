import { isSenderOfMssante, type WhiteList } from '../../formats/mime/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, type CommandContext, type MailFolderRow, type WritableRecord } from '../../record/index.ts';
import { keepFiles } from '../reception/index.ts';
import { freeKey, GONE, listOf } from './lists.ts';

/** A message as the server gave it. */
export interface MailToKeep {
  readonly uid: number;
  readonly recuLe: string;
  readonly bytes: Uint8Array;
  readonly lu: boolean;
  readonly repondu: boolean;
  readonly transfere: boolean;
  readonly accuse: boolean;
}

export interface KeptMail {
  readonly key: number;
  readonly uid: number;
  readonly arriveeId: string | null;
}

export async function folderOf(
  db: Pick<WritableRecord, 'selectFrom'>,
  dossierId: string,
  proprietaire: string,
): Promise<MailFolderRow> {
  const row = await db
    .selectFrom('mail_folders')
    .selectAll()
    .where('id', '=', dossierId)
    .where('proprietaire', '=', proprietaire)
    .executeTakeFirst();
  if (row === undefined) throw new HygieError('NOT_FOUND');
  return row;
}

/** Folders whose messages come from outside and may hold documents; the others are the doctor's own writing, or what was thrown away. */
const received = (folder: MailFolderRow): boolean => folder.genre === 'reception' || folder.genre === 'personnel';

/**
 * First transaction of a received message: its bytes, its place in the mailbox and its arrival are on disk together, before anything reads them. The same UID is
 * kept once, so that a synchronisation cut anywhere may start again.
 */
export const keepMails = defineCommand({
  name: 'messagerie.recevoir',
  run: async (
    db,
    input: { dossierId: string; uidValidity: string; messages: readonly MailToKeep[] },
    context,
  ): Promise<{ gardes: KeptMail[]; octets: number; dossier: string }> => {
    const owner = context.actor.idNat;
    const folder = await folderOf(db, input.dossierId, owner);
    const gardes: KeptMail[] = [];
    let octets = 0;
    if (folder.uidValidity !== input.uidValidity) return { gardes, octets, dossier: folder.nom };
    for (const message of input.messages) {
      const known = await db
        .selectFrom('mail_messages')
        .select('key')
        .where('dossierId', '=', folder.id)
        .where('uid', '=', message.uid)
        .executeTakeFirst();
      if (known !== undefined) continue;
      const stored = context.documents.put(message.bytes);
      const arriveeId = received(folder) ? await keepArrival(db, context, message) : null;
      const key = await freeKey(db, message.recuLe);
      await db
        .insertInto('mail_messages')
        .values({
          key,
          id: context.newId(),
          proprietaire: owner,
          adresse: folder.adresse,
          dossierId: folder.id,
          uid: message.uid,
          liste: listOf(folder, { patientId: null, classe: 'message' }),
          bytesHash: stored.hash,
          sha256: Buffer.from(stored.sha256).toString('hex'),
          taille: stored.taille,
          recuLe: message.recuLe,
          analyse: 'a-lire',
          lu: message.lu ? 1 : 0,
          repondu: message.repondu ? 1 : 0,
          transfere: message.transfere ? 1 : 0,
          accuseFait: message.accuse ? message.recuLe : null,
          arriveeId,
          creeLe: context.now,
        })
        .execute();
      octets += stored.taille;
      gardes.push({ key, uid: message.uid, arriveeId });
    }
    return { gardes, octets, dossier: folder.nom };
  },
  audit: (_input, output) => ({
    action: 'messagerie.recevoir',
    patientId: null,
    detail: { dossier: output.dossier, messages: output.gardes.length, octets: output.octets },
  }),
});

/** The message as a file of the one way in, whatever the road. */
export async function keepArrival(
  db: WritableRecord,
  context: CommandContext,
  message: Pick<MailToKeep, 'bytes' | 'recuLe'> & {
    readonly messageId?: string | null;
    readonly de?: string | null;
    readonly apicrypt?: boolean;
  },
): Promise<string> {
  const arriveeId = context.newId();
  const file = {
    arriveeId,
    nom: 'message.eml',
    bytes: message.bytes,
    voie: message.apicrypt === true ? ('apicrypt' as const) : ('mssante' as const),
    sourceId: null,
    recuLe: message.recuLe,
    proprietaire: context.actor.idNat,
    messageId: message.messageId ?? null,
    expediteur: message.de ?? null,
    charset: null,
  };
  await keepFiles.run(db, { fichiers: [file] }, context);
  return arriveeId;
}

/** True when a sender is one well-formed mailbox of the trust space that nothing in the message contradicts (Réf#2, condition of the automatic filing). */
export function isTrusted(
  sender: { readonly deAdresse: string; readonly doutes: readonly string[] },
  whiteList: WhiteList | null,
): boolean {
  return sender.doutes.length === 0 && isSenderOfMssante(sender.deAdresse, whiteList);
}

/** Places and marks that the server gave to messages already known. */
export const followServer = defineCommand({
  name: 'messagerie.suivreServeur',
  run: async (
    db,
    input: {
      dossierId: string;
      /** Marks of messages that are here; those with a gesture still to be replayed keep ours. */
      marques: readonly {
        uid: number;
        lu: boolean;
        repondu: boolean;
        transfere: boolean;
        accuse: boolean;
      }[];
      /** Known messages that are in this folder under a UID of theirs: moved by another client, or numbered anew. */
      places: readonly { key: number; uid: number }[];
      /** Known messages that are here no more. */
      partis: readonly number[];
    },
    context,
  ): Promise<{ changes: number; dossier: string }> => {
    const owner = context.actor.idNat;
    const folder = await folderOf(db, input.dossierId, owner);
    const pending = new Set(
      (
        await db
          .selectFrom('mail_operations')
          .select('messageKey')
          .where('proprietaire', '=', owner)
          .where('messageKey', 'is not', null)
          .execute()
      ).map(({ messageKey }) => messageKey),
    );
    let changes = 0;
    // A UID may pass from one row to another: each is freed before it is given.
    for (const key of [...input.partis, ...input.places.map(({ key }) => key)]) {
      await db
        .updateTable('mail_messages')
        .set({ uid: null })
        .where('key', '=', key)
        .where('proprietaire', '=', owner)
        .execute();
    }
    for (const key of input.partis) {
      if (pending.has(key)) continue;
      const moved = input.places.some((place) => place.key === key);
      if (moved) continue;
      await db
        .updateTable('mail_messages')
        .set({ dossierId: null, liste: GONE })
        .where('key', '=', key)
        .where('proprietaire', '=', owner)
        .where('dossierId', '=', folder.id)
        .execute();
      changes += 1;
    }
    for (const { key, uid } of input.places) {
      const row = await db.selectFrom('mail_messages').selectAll().where('key', '=', key).executeTakeFirst();
      if (row === undefined || row.proprietaire !== owner || row.adresse !== folder.adresse) continue;
      const liste = pending.has(key) ? row.liste : listOf(folder, row);
      await db.updateTable('mail_messages').set({ dossierId: folder.id, uid, liste }).where('key', '=', key).execute();
      if (row.dossierId !== folder.id || row.liste !== liste) changes += 1;
    }
    for (const mark of input.marques) {
      const row = await db
        .selectFrom('mail_messages')
        .select(['key', 'lu', 'repondu', 'transfere', 'accuseFait'])
        .where('dossierId', '=', folder.id)
        .where('uid', '=', mark.uid)
        .executeTakeFirst();
      if (row === undefined || pending.has(row.key)) continue;
      const next = { lu: mark.lu ? 1 : 0, repondu: mark.repondu ? 1 : 0, transfere: mark.transfere ? 1 : 0 };
      const accuseFait = row.accuseFait ?? (mark.accuse ? context.now : null);
      if (
        next.lu === row.lu &&
        next.repondu === row.repondu &&
        next.transfere === row.transfere &&
        accuseFait === row.accuseFait
      )
        continue;
      await db
        .updateTable('mail_messages')
        .set({ ...next, accuseFait })
        .where('key', '=', row.key)
        .execute();
      changes += 1;
    }
    return { changes, dossier: folder.nom };
  },
  audit: (input, output) => ({
    action: 'messagerie.suivreServeur',
    patientId: null,
    detail: { dossier: output.dossier, changements: output.changes, partis: input.partis.length },
  }),
});
