import type { Instant } from '../../../shared/domain/civil-date.ts';
import { EMPTY_NOTE, isWritten, NoteContent, type Note } from '../../../shared/domain/medical.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { NoteId, PatientId } from '../../../shared/ids.ts';
import { defineCommand, type CommandContext, type NoteRow, type WritableRecord } from '../../record/index.ts';
import { patientRow } from '../patients/index.ts';
import { noteColumns, noteOf } from './notes.repository.ts';

interface NoteTarget {
  readonly patientId: PatientId;
  readonly noteId: NoteId;
}

async function noteRow(db: WritableRecord, input: NoteTarget): Promise<NoteRow> {
  const row = await db.selectFrom('notes').selectAll().where('id', '=', input.noteId).executeTakeFirst();
  if (row === undefined || row.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
  return row;
}

/** The draft of the doctor who acts. Throws HygieError NOT_FOUND, NOT_ALLOWED (somebody else's), VERSION_CONFLICT (signed already). */
async function ownDraft(db: WritableRecord, input: NoteTarget, context: CommandContext): Promise<NoteRow> {
  const row = await noteRow(db, input);
  if (row.auteur !== context.actor.idNat) throw new HygieError('NOT_ALLOWED', 'Cette note est celle d’un confrère.');
  if (row.signeeLe !== null) throw new HygieError('VERSION_CONFLICT', 'Cette note est déjà signée.');
  return row;
}

async function write(db: WritableRecord, row: NoteRow, content: NoteContent, change: Partial<NoteRow>): Promise<Note> {
  await db
    .updateTable('notes')
    .set({ ...noteColumns(content), ...change })
    .where('key', '=', row.key)
    .execute();
  return noteOf({ ...row, ...noteColumns(content), ...change });
}

async function keepVersion(
  db: WritableRecord,
  noteId: string,
  version: number,
  content: NoteContent,
  motif: string | null,
  context: CommandContext,
) {
  await db
    .insertInto('note_versions')
    .values({
      noteId,
      version,
      le: context.now,
      auteur: context.actor.idNat,
      auteurNom: context.actor.nom,
      motifAmendement: motif,
      contenuJson: JSON.stringify(content),
    })
    .execute();
}

function checkNotEmpty(content: NoteContent): void {
  if (!isWritten(content)) throw new HygieError('INVALID_INPUT', 'Une note vide ne se signe pas.');
}

/** The single draft of this doctor for this patient: the one there, or a new one. */
export const startNote = defineCommand({
  name: 'notes.commencer',
  run: async (db, input: { patientId: PatientId }, context): Promise<Note> => {
    await patientRow(db, input.patientId);
    const { actor, now } = context;
    const draft = await db
      .selectFrom('notes')
      .selectAll()
      .where('patientId', '=', input.patientId)
      .where('auteur', '=', actor.idNat)
      .where('signeeLe', 'is', null)
      .executeTakeFirst();
    if (draft !== undefined) return noteOf(draft);
    const row = await db
      .insertInto('notes')
      .values({
        ...noteColumns(EMPTY_NOTE),
        id: context.newId(),
        patientId: input.patientId,
        auteur: actor.idNat,
        auteurNom: actor.nom,
        structureId: actor.structureId,
        commenceeLe: now,
        signeeLe: null,
        version: 1,
        modifieeLe: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return noteOf(row);
  },
  audit: (input, output) => ({ action: 'notes.commencer', patientId: input.patientId, detail: { note: output.id } }),
});

/** Autosave: when it resolves, the text is on disk. Throws HygieError NOT_FOUND, NOT_ALLOWED, VERSION_CONFLICT. */
export const saveDraft = defineCommand({
  name: 'notes.enregistrerBrouillon',
  run: async (db, input: NoteTarget & { contenu: NoteContent }, context): Promise<{ modifieeLe: Instant }> => {
    const row = await ownDraft(db, input, context);
    await write(db, row, input.contenu, { modifieeLe: context.now });
    return { modifieeLe: context.now };
  },
  audit: 'work-in-progress',
});

/** Throws HygieError NOT_FOUND, NOT_ALLOWED, VERSION_CONFLICT, INVALID_INPUT (nothing written). */
export const signNote = defineCommand({
  name: 'notes.signer',
  run: async (db, input: NoteTarget & { contenu: NoteContent }, context): Promise<Note> => {
    const row = await ownDraft(db, input, context);
    const contenu = NoteContent.parse(input.contenu);
    checkNotEmpty(contenu);
    await keepVersion(db, row.id, 1, contenu, null, context);
    return write(db, row, contenu, { signeeLe: context.now, modifieeLe: context.now, version: 1 });
  },
  audit: (input) => ({ action: 'notes.signer', patientId: input.patientId, detail: { note: input.noteId } }),
});

/** A signed note is amended by its author, and its former text stays. Throws HygieError NOT_FOUND, NOT_ALLOWED, VERSION_CONFLICT, INVALID_INPUT. */
export const amendNote = defineCommand({
  name: 'notes.amender',
  run: async (
    db,
    input: NoteTarget & { version: number; contenu: NoteContent; motif: string },
    context,
  ): Promise<Note> => {
    const row = await noteRow(db, input);
    if (row.signeeLe === null) throw new HygieError('NOT_ALLOWED', 'Un brouillon se modifie sans amendement.');
    if (row.auteur !== context.actor.idNat) throw new HygieError('NOT_ALLOWED', 'Seul l’auteur d’une note l’amende.');
    if (row.version !== input.version) throw new HygieError('VERSION_CONFLICT');
    const contenu = NoteContent.parse(input.contenu);
    checkNotEmpty(contenu);
    const version = row.version + 1;
    await keepVersion(db, row.id, version, contenu, input.motif, context);
    return write(db, row, contenu, { version, modifieeLe: context.now });
  },
  audit: (input, output) => ({
    action: 'notes.amender',
    patientId: input.patientId,
    detail: { note: input.noteId, version: output.version },
  }),
});

/** Closing a record drops this doctor's draft when nothing was ever written in it. */
export const closeDossier = defineCommand({
  name: 'dossier.fermer',
  run: async (db, input: { patientId: PatientId }, context) => {
    await db
      .deleteFrom('notes')
      .where('patientId', '=', input.patientId)
      .where('auteur', '=', context.actor.idNat)
      .where('signeeLe', 'is', null)
      .where('motif', '=', '')
      .where('texte', '=', '')
      .where('poids', 'is', null)
      .where('taille', 'is', null)
      .where('systolique', 'is', null)
      .where('diastolique', 'is', null)
      .where('problemesJson', '=', '[]')
      .execute();
    return {};
  },
  audit: (input) => ({ action: 'dossier.fermer', patientId: input.patientId, detail: {} }),
});
