import { sql } from 'kysely';
import type { Brouillon, PieceJointe } from '../../../shared/contract/messagerie.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import { defineCommand, type CommandContext, type MailMessageRow, type WritableRecord } from '../../record/index.ts';
import { ownMessage } from './gestures.commands.ts';
import { writeBody } from './index-mail.commands.ts';
import { freeKey } from './lists.ts';
import { attachmentsOf, pieceOf } from './read.repository.ts';
import type { DraftContent } from './drafts.repository.ts';

export interface DraftToSave extends Omit<Brouillon, 'pieces'> {
  readonly pieces: readonly { readonly nom: string; readonly typeMedia: string; readonly bytes: Uint8Array }[];
  /** Address of the mailbox, for its list and its copy on the server. */
  readonly de: string;
}

const FIRST_LINE = 200;

async function newDraft(db: WritableRecord, context: CommandContext, de: string): Promise<MailMessageRow> {
  const key = await freeKey(db, context.now);
  const id = context.newId();
  await db
    .insertInto('mail_messages')
    .values({
      key,
      id,
      proprietaire: context.actor.idNat,
      dossierId: null,
      uid: null,
      liste: 'brouillons',
      bytesHash: null,
      sha256: null,
      taille: 0,
      recuLe: context.now,
      analyse: 'lu',
      deNom: context.actor.nom,
      deAdresse: de,
      adresse: de,
      lu: 1,
      messageId: `brouillon.${id}@${de.split('@').at(-1) ?? 'mssante.fr'}`,
      creeLe: context.now,
    })
    .execute();
  return await ownMessage(db, id, context.actor.idNat);
}

export async function draftRow(db: WritableRecord, id: string, owner: string): Promise<MailMessageRow> {
  const row = await ownMessage(db, id, owner);
  if (row.liste !== 'brouillons')
    throw new HygieError('VERSION_CONFLICT', 'Ce message est parti ou part : il ne se modifie plus.');
  return row;
}

interface NewFile {
  readonly nom: string;
  readonly typeMedia: string;
  readonly taille: number;
  readonly hash: Uint8Array;
  readonly genre: string;
}

/** Documents of the record as they are kept there: their readable PDF, else their own bytes. */
async function recordFiles(
  db: WritableRecord,
  documents: readonly string[],
  patientId: string | null,
): Promise<{ files: NewFile[]; hidden: boolean }> {
  const files: NewFile[] = [];
  let hidden = false;
  for (const id of documents) {
    const row = await db.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined || row.patientId !== patientId || row.patientId === null)
      throw new HygieError('NOT_ALLOWED', 'L’un des documents n’est pas dans le dossier de ce patient.');
    const hash = row.pdfHash ?? row.bytesHash;
    const { taille } = await db
      .selectFrom('document_bytes')
      .select('taille')
      .where('hash', '=', hash)
      .executeTakeFirstOrThrow();
    const pdf = row.pdfHash !== null || row.mediaType === 'application/pdf';
    const nom = `${
      row.titre
        .replace(/[^\p{L}\p{N} .-]+/gu, ' ')
        .trim()
        .slice(0, 100) || 'document'
    }.${pdf ? 'pdf' : 'xml'}`;
    files.push({ nom, typeMedia: pdf ? 'application/pdf' : row.mediaType, taille, hash, genre: pdf ? 'pdf' : 'cda' });
    hidden ||= row.invisiblePatient === 1;
  }
  return { files, hidden };
}

const genreOf = (nom: string, typeMedia: string): string =>
  typeMedia === 'application/pdf' || /\.pdf$/i.test(nom)
    ? 'pdf'
    : typeMedia.startsWith('image/')
      ? 'image'
      : typeMedia.startsWith('text/')
        ? 'text'
        : 'other';

/**
 * Keeps what the doctor composes, here and at once; the server gets its copy later. Called at each pause, it is no line of the journal: what leaves is.
 * Throws HygieError VERSION_CONFLICT (it has left meanwhile), NOT_ALLOWED (a document of somebody else).
 */
export const saveDraft = defineCommand({
  name: 'messagerie.garderBrouillon',
  run: async (
    db,
    input: DraftToSave,
    context,
  ): Promise<{ id: string; garde: Instant; piecesJointes: PieceJointe[] }> => {
    const owner = context.actor.idNat;
    const row = input.id === null ? await newDraft(db, context, input.de) : await draftRow(db, input.id, owner);
    // Its copy in a former mailbox goes when that one is reached again; from now on it is copied in this one.
    if (row.adresse !== input.de) {
      await forgetMirror(db, context, row);
      await db
        .updateTable('mail_messages')
        .set({ adresse: input.de, dossierId: null, uid: null })
        .where('key', '=', row.key)
        .execute();
    }
    const former = await db
      .selectFrom('mail_drafts')
      .select('contenuJson')
      .where('messageKey', '=', row.key)
      .executeTakeFirst();
    const before = former === undefined ? null : (JSON.parse(former.contenuJson) as DraftContent);
    const present = await attachmentsOf(db, row.key);
    for (const { rang } of present)
      if (!input.garder.includes(rang))
        await db.deleteFrom('mail_attachments').where('messageKey', '=', row.key).where('rang', '=', rang).execute();
    const recorded = await recordFiles(db, input.documents, input.patientId);
    const files: NewFile[] = [
      ...recorded.files,
      ...input.pieces.map(({ nom, typeMedia, bytes }) => {
        const stored = context.documents.put(bytes);
        return { nom, typeMedia, taille: stored.taille, hash: stored.hash, genre: genreOf(nom, typeMedia) };
      }),
    ];
    let rang = Math.max(0, ...present.map((each) => each.rang));
    for (const file of files) {
      rang += 1;
      const { hash, ...about } = file;
      await db
        .insertInto('mail_attachments')
        .values({ messageKey: row.key, rang, ...about, contentId: null, dansLeCorps: 0, bytesHash: hash })
        .execute();
    }
    const kept = await attachmentsOf(db, row.key);
    const contenu: DraftContent = {
      a: input.a,
      cc: input.cc,
      objet: input.objet,
      corps: input.corps,
      patientId: input.patientId,
      reponseA: input.reponseA,
      transfertDe: input.transfertDe,
      accuseLecture: input.accuseLecture,
      finEchange: input.finEchange,
      masquePatient: recorded.hidden || before?.masquePatient === true,
    };
    await db
      .insertInto('mail_drafts')
      .values({ messageKey: row.key, contenuJson: JSON.stringify(contenu), modifieLe: context.now })
      .onConflict((conflict) =>
        conflict.column('messageKey').doUpdateSet({ contenuJson: JSON.stringify(contenu), modifieLe: context.now }),
      )
      .execute();
    await db
      .updateTable('mail_messages')
      .set({
        aJson: JSON.stringify([...input.a, ...input.cc].map((address) => ({ name: '', address }))),
        objet: input.objet,
        extrait: input.corps.replace(/\s+/g, ' ').trim().slice(0, FIRST_LINE),
        pieces: kept.length + (input.transfertDe?.pieces.length ?? 0),
        patientId: input.patientId,
        deAdresse: input.de,
      })
      .where('key', '=', row.key)
      .execute();
    await writeBody(db, row.key, {
      expediteur: [...input.a, ...input.cc].join(' '),
      objet: input.objet,
      corps: input.corps,
    });
    await db.deleteFrom('mail_operations').where('messageKey', '=', row.key).where('genre', '=', 'brouillon').execute();
    await db
      .insertInto('mail_operations')
      .values({
        proprietaire: owner,
        adresse: input.de,
        genre: 'brouillon',
        messageKey: row.key,
        dossierId: null,
        argumentsJson: '{}',
        creeLe: context.now,
      })
      .execute();
    return { id: row.id, garde: context.now, piecesJointes: kept.map(pieceOf) };
  },
  audit: 'work-in-progress',
});

/** The copy of a draft on the server goes with it. */
export async function forgetMirror(db: WritableRecord, context: CommandContext, row: MailMessageRow): Promise<void> {
  await db.deleteFrom('mail_operations').where('messageKey', '=', row.key).where('genre', '=', 'brouillon').execute();
  if (row.uid === null || row.dossierId === null) return;
  const folder = await db
    .selectFrom('mail_folders')
    .select(['chemin', 'uidValidity'])
    .where('id', '=', row.dossierId)
    .executeTakeFirst();
  if (folder?.chemin == null) return;
  await db
    .insertInto('mail_operations')
    .values({
      proprietaire: row.proprietaire,
      adresse: row.adresse,
      genre: 'oublier-brouillon',
      messageKey: null,
      dossierId: null,
      argumentsJson: JSON.stringify({ uid: row.uid, chemin: folder.chemin, uidValidity: folder.uidValidity }),
      creeLe: context.now,
    })
    .execute();
}

/** The doctor gives a draft up. Throws HygieError VERSION_CONFLICT when it has left. */
export const dropDraft = defineCommand({
  name: 'messagerie.supprimerBrouillon',
  run: async (db, input: { id: string }, context) => {
    const row = await draftRow(db, input.id, context.actor.idNat);
    await forgetMirror(db, context, row);
    await db.deleteFrom('mail_operations').where('messageKey', '=', row.key).execute();
    await sql`DELETE FROM mail_bodies WHERE rowid = ${row.key}`.execute(db);
    await db.deleteFrom('mail_messages').where('key', '=', row.key).execute();
    return {};
  },
  audit: (input) => ({ action: 'messagerie.supprimerBrouillon', patientId: null, detail: { message: input.id } }),
});
