import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, type CommandContext, type MailFolderRow, type WritableRecord } from '../../record/index.ts';
import { currentBox, formerBox, UNSEEN } from './boxes.commands.ts';
import { folderOf } from './keep.commands.ts';
import { GONE } from './lists.ts';

export interface ServerFolder {
  readonly path: string;
  readonly name: string;
  readonly parent: string | null;
  readonly use: MailFolderRow['genre'];
}

async function foldersOf(
  db: Pick<WritableRecord, 'selectFrom'>,
  owner: string,
  adresse: string,
): Promise<MailFolderRow[]> {
  return await db
    .selectFrom('mail_folders')
    .selectAll()
    .where('proprietaire', '=', owner)
    .where('adresse', '=', adresse)
    .where('retireLe', 'is', null)
    .execute();
}

async function retire(db: WritableRecord, context: CommandContext, folder: MailFolderRow): Promise<void> {
  await db
    .updateTable('mail_messages')
    .set({ uid: null, dossierId: null, liste: GONE })
    .where('dossierId', '=', folder.id)
    .execute();
  await db.updateTable('mail_folders').set({ retireLe: context.now }).where('id', '=', folder.id).execute();
}

/**
 * Takes the tree of a mailbox's server: new folders appear, those that left go, a gesture of ours that it does not know yet keeps its way. A folder that another server
 * had, and this one never showed, stays here with its messages.
 */
export const followFolders = defineCommand({
  name: 'messagerie.suivreDossiers',
  run: async (db, input: { adresse: string; dossiers: readonly ServerFolder[] }, context) => {
    const owner = context.actor.idNat;
    const { adresse } = input;
    const known = await foldersOf(db, owner, adresse);
    const byPath = new Map(
      known.flatMap((folder) => (folder.chemin === null ? [] : [[folder.chemin, folder] as const])),
    );
    const waiting = await db
      .selectFrom('mail_operations as o')
      .innerJoin('mail_folders as f', 'f.id', 'o.dossierId')
      .select(['f.id', 'f.chemin', 'f.retireLe'])
      .where('o.proprietaire', '=', owner)
      .where('o.adresse', '=', adresse)
      .where('o.genre', 'in', ['creer-dossier', 'renommer-dossier', 'supprimer-dossier'])
      .execute();
    const pending = new Set(waiting.map(({ id }) => id));
    // Deleted here, still there: it does not come back before the server was told.
    const doomed = new Set(waiting.flatMap(({ chemin, retireLe }) => (retireLe === null ? [] : [chemin])));
    let changes = 0;
    const ids = new Map<string, string>();
    // Parents first: a path is longer than that of the folder it is in.
    for (const folder of [...input.dossiers].sort((a, b) => a.path.length - b.path.length)) {
      if (doomed.has(folder.path)) continue;
      const present = byPath.get(folder.path);
      const parent = folder.parent === null ? null : (ids.get(folder.parent) ?? null);
      if (present === undefined) {
        const id = context.newId();
        const row = {
          id,
          proprietaire: owner,
          adresse,
          chemin: folder.path,
          nom: folder.name,
          genre: folder.use,
          parent,
        };
        await db
          .insertInto('mail_folders')
          .values({ ...row, creeLe: context.now })
          .execute();
        ids.set(folder.path, id);
        changes += 1;
        continue;
      }
      ids.set(folder.path, present.id);
      if (pending.has(present.id)) continue;
      const same = present.nom === folder.name && present.genre === folder.use && present.parent === parent;
      if (!same || present.absentLe !== null) {
        await db
          .updateTable('mail_folders')
          .set({ nom: folder.name, genre: folder.use, parent, absentLe: null })
          .where('id', '=', present.id)
          .execute();
        changes += 1;
      }
    }
    for (const folder of known) {
      if (folder.chemin === null || ids.has(folder.chemin) || pending.has(folder.id) || folder.absentLe !== null)
        continue;
      if (folder.uidValidity !== UNSEEN) await retire(db, context, folder);
      else await db.updateTable('mail_folders').set({ absentLe: context.now }).where('id', '=', folder.id).execute();
      changes += 1;
    }
    return { changes };
  },
  audit: (input, output) => ({
    action: 'messagerie.suivreDossiers',
    patientId: null,
    detail: { dossiers: input.dossiers.length, changements: output.changes },
  }),
});

/** Where a folder stands after it was synchronised. */
export const noteFolder = defineCommand({
  name: 'messagerie.noterDossier',
  run: async (
    db,
    input: { dossierId: string; uidValidity: string; dernierUid: number; modseq: string | null },
    context,
  ) => {
    await folderOf(db, input.dossierId, context.actor.idNat);
    const { dossierId, ...state } = input;
    await db
      .updateTable('mail_folders')
      .set({ ...state, synchroniseLe: context.now })
      .where('id', '=', dossierId)
      .execute();
    return {};
  },
  // How far a synchronisation went is no event of the mailbox: what it brought is journalled by itself.
  audit: 'work-in-progress',
});

/** The server numbered its messages anew (UIDVALIDITY): the old numbers are forgotten, the messages stay and are found again by what they are. */
export const renumberFolder = defineCommand({
  name: 'messagerie.renumeroter',
  run: async (db, input: { dossierId: string; uidValidity: string }, context) => {
    const folder = await folderOf(db, input.dossierId, context.actor.idNat);
    await db.updateTable('mail_messages').set({ uid: null }).where('dossierId', '=', folder.id).execute();
    await db
      .updateTable('mail_folders')
      .set({ uidValidity: input.uidValidity, dernierUid: 0, modseq: null })
      .where('id', '=', folder.id)
      .execute();
    return { nom: folder.nom };
  },
  audit: (_input, output) => ({ action: 'messagerie.renumeroter', patientId: null, detail: { dossier: output.nom } }),
});

async function ownFolder(db: WritableRecord, id: string, owner: string): Promise<MailFolderRow> {
  const folder = await folderOf(db, id, owner);
  if (folder.retireLe !== null) throw new HygieError('NOT_FOUND');
  if (folder.genre !== 'personnel') throw new HygieError('NOT_ALLOWED', 'Ce dossier est celui de la messagerie.');
  if (formerBox(folder.adresse, await currentBox(db, owner)) !== null)
    throw new HygieError(
      'NOT_ALLOWED',
      `Ce dossier est celui de la boîte ${folder.adresse}, qui n’est plus réglée : il se lit, il ne se modifie pas.`,
    );
  return folder;
}

async function checkName(
  db: WritableRecord,
  siblings: Pick<MailFolderRow, 'proprietaire' | 'adresse' | 'parent'>,
  nom: string,
  except: string | null,
): Promise<void> {
  const { proprietaire, adresse, parent } = siblings;
  const same = (await foldersOf(db, proprietaire, adresse)).some(
    (folder) =>
      folder.id !== except &&
      folder.parent === parent &&
      folder.nom.localeCompare(nom, 'fr', { sensitivity: 'base' }) === 0,
  );
  if (same) throw new HygieError('INVALID_INPUT', 'Un dossier de ce nom existe déjà.');
}

const operation = (
  db: WritableRecord,
  context: CommandContext,
  genre: 'creer-dossier' | 'renommer-dossier' | 'supprimer-dossier',
  { id: dossierId, adresse }: Pick<MailFolderRow, 'id' | 'adresse'>,
) =>
  db
    .insertInto('mail_operations')
    .values({
      proprietaire: context.actor.idNat,
      adresse,
      genre,
      messageKey: null,
      dossierId,
      argumentsJson: '{}',
      creeLe: context.now,
    })
    .execute();

/** A folder of the doctor's own [101], here at once, on the server when it answers. Throws HygieError INVALID_INPUT (same name), NOT_FOUND. */
export const createMailFolder = defineCommand({
  name: 'messagerie.creerDossier',
  run: async (db, input: { nom: string; parent: string | null }, context) => {
    const owner = context.actor.idNat;
    if (input.parent !== null) await ownFolder(db, input.parent, owner);
    const adresse = await currentBox(db, owner);
    await checkName(db, { proprietaire: owner, adresse, parent: input.parent }, input.nom, null);
    const id = context.newId();
    await db
      .insertInto('mail_folders')
      .values({
        id,
        proprietaire: owner,
        adresse,
        chemin: null,
        nom: input.nom,
        genre: 'personnel',
        parent: input.parent,
        creeLe: context.now,
      })
      .execute();
    await operation(db, context, 'creer-dossier', { id, adresse });
    return { id };
  },
  audit: (_input, output) => ({ action: 'messagerie.creerDossier', patientId: null, detail: { dossier: output.id } }),
});

export const renameMailFolder = defineCommand({
  name: 'messagerie.renommerDossier',
  run: async (db, input: { id: string; nom: string }, context) => {
    const folder = await ownFolder(db, input.id, context.actor.idNat);
    await checkName(db, folder, input.nom, folder.id);
    await db.updateTable('mail_folders').set({ nom: input.nom }).where('id', '=', folder.id).execute();
    // Not there yet: it will be made under its new name.
    if (folder.chemin !== null) await operation(db, context, 'renommer-dossier', folder);
    return {};
  },
  audit: (input) => ({ action: 'messagerie.renommerDossier', patientId: null, detail: { dossier: input.id } }),
});

/** What it holds goes to « Éléments supprimés » first; folders inside go with it. */
export const deleteMailFolder = defineCommand({
  name: 'messagerie.supprimerDossier',
  run: async (db, input: { id: string }, context) => {
    const owner = context.actor.idNat;
    const root = await ownFolder(db, input.id, owner);
    const all = await foldersOf(db, owner, root.adresse);
    const trash = all.find(({ genre }) => genre === 'supprimes');
    const doomed = [root];
    for (const folder of doomed) doomed.push(...all.filter(({ parent }) => parent === folder.id));
    let deplaces = 0;
    // Innermost first: a server may refuse to delete a folder that holds another.
    for (const folder of [...doomed].reverse()) {
      const rows = await db
        .selectFrom('mail_messages')
        .select(['key', 'uid'])
        .where('dossierId', '=', folder.id)
        .execute();
      for (const { key } of rows) await moveRow(db, context, { key, from: folder, to: trash ?? null });
      deplaces += rows.length;
      await db.updateTable('mail_folders').set({ retireLe: context.now }).where('id', '=', folder.id).execute();
      await db
        .deleteFrom('mail_operations')
        .where('dossierId', '=', folder.id)
        .where('genre', 'in', ['creer-dossier', 'renommer-dossier'])
        .execute();
      if (folder.chemin !== null) await operation(db, context, 'supprimer-dossier', folder);
    }
    return { deplaces };
  },
  audit: (input, output) => ({
    action: 'messagerie.supprimerDossier',
    patientId: null,
    detail: { dossier: input.id, deplaces: output.deplaces },
  }),
});

/** Puts a message in another folder here, and notes the gesture for the server. A target that is null: it waits in « Éléments supprimés » of this computer. */
export async function moveRow(
  db: WritableRecord,
  context: CommandContext,
  move: { readonly key: number; readonly from: MailFolderRow | null; readonly to: MailFolderRow | null },
): Promise<void> {
  const row = await db.selectFrom('mail_messages').selectAll().where('key', '=', move.key).executeTakeFirstOrThrow();
  const liste =
    move.to === null
      ? 'supprimes'
      : move.to.genre === 'personnel'
        ? move.to.id
        : move.to.genre === 'reception'
          ? row.patientId === null
            ? 'non-assignes'
            : 'assignes'
          : move.to.genre;
  await db.updateTable('mail_messages').set({ liste }).where('key', '=', move.key).execute();
  // Where it lies on the server does not change before the server was told: the gesture says where from and where to.
  await db
    .insertInto('mail_operations')
    .values({
      proprietaire: context.actor.idNat,
      adresse: row.adresse,
      genre: 'deplacer',
      messageKey: move.key,
      dossierId: move.to?.id ?? null,
      argumentsJson: JSON.stringify({ genre: move.to?.genre ?? 'supprimes' }),
      creeLe: context.now,
    })
    .execute();
}
