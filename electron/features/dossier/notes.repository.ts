import type { MesuresDeNote } from '../../../shared/contract/dossier.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { NoteContent, ProblemeAborde, type Note } from '../../../shared/domain/medical.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { IdNat, NoteId, PatientId } from '../../../shared/ids.ts';
import { defineQuery, type NoteRow, type ReadableRecord } from '../../record/index.ts';

type Reader = Pick<ReadableRecord, 'selectFrom'>;

export function noteOf(row: NoteRow): Note {
  return {
    id: row.id as NoteId,
    patientId: row.patientId as PatientId,
    auteur: row.auteur as IdNat,
    auteurNom: row.auteurNom,
    commenceeLe: row.commenceeLe as Instant,
    signeeLe: row.signeeLe as Instant | null,
    version: row.version,
    modifieeLe: row.modifieeLe as Instant,
    motif: row.motif,
    texte: row.texte,
    poids: row.poids,
    taille: row.taille,
    systolique: row.systolique,
    diastolique: row.diastolique,
    problemes: ProblemeAborde.array().parse(JSON.parse(row.problemesJson)),
  };
}

/** A note's content as its row holds it. */
export function noteColumns({ problemes, ...columns }: NoteContent) {
  return { ...columns, problemesJson: JSON.stringify(problemes) };
}

/** Signed notes of everybody and the drafts of this doctor: a colleague's draft is not the record yet. */
function visible(db: Reader, patientId: string, doctor: string) {
  return db
    .selectFrom('notes')
    .where('patientId', '=', patientId)
    .where((where) => where.or([where('signeeLe', 'is not', null), where('auteur', '=', doctor)]));
}

/** Latest first. A page never cuts between notes of the same instant, so that the next one can start before it. */
export async function notesPage(
  db: Reader,
  patientId: string,
  doctor: string,
  before: string | null,
  limit: number,
): Promise<Note[]> {
  let query = visible(db, patientId, doctor).selectAll();
  if (before !== null) query = query.where('commenceeLe', '<', before);
  const rows = await query.orderBy('commenceeLe', 'desc').orderBy('key', 'desc').limit(limit).execute();
  const last = rows.at(-1);
  if (last !== undefined && rows.length === limit) {
    const same = visible(db, patientId, doctor)
      .selectAll()
      .where('commenceeLe', '=', last.commenceeLe)
      .where('key', '<', last.key);
    rows.push(...(await same.orderBy('key', 'desc').execute()));
  }
  return rows.map(noteOf);
}

export async function notesTotal(db: Reader, patientId: string, doctor: string): Promise<number> {
  const row = await visible(db, patientId, doctor)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return row.total;
}

const PAGE = 50;

export const listNotes = defineQuery({
  name: 'notes.lister',
  run: (db, input: { patientId: PatientId; avant: Instant | null }, context): Promise<Note[]> =>
    notesPage(db, input.patientId, context.actor.idNat, input.avant, PAGE),
});

/** Measures of the signed notes, the oldest first. */
export const listMeasures = defineQuery({
  name: 'notes.mesures',
  run: async (db, input: { patientId: PatientId }): Promise<MesuresDeNote[]> => {
    const rows = await db
      .selectFrom('notes')
      .select(['id', 'commenceeLe', 'poids', 'taille', 'systolique', 'diastolique'])
      .where('patientId', '=', input.patientId)
      .where('signeeLe', 'is not', null)
      .where((where) =>
        where.or(
          (['poids', 'taille', 'systolique', 'diastolique'] as const).map((name) => where(name, 'is not', null)),
        ),
      )
      .orderBy('commenceeLe')
      .orderBy('key')
      .execute();
    return rows.map(({ id, commenceeLe, ...measures }) => ({
      noteId: id as NoteId,
      le: commenceeLe as Instant,
      ...measures,
    }));
  },
});

/** Every signed text of a note, the first one first, with the reason of each amendment. Throws HygieError NOT_FOUND. */
export const listNoteVersions = defineQuery({
  name: 'notes.versions',
  run: async (
    db,
    input: { patientId: PatientId; noteId: NoteId },
  ): Promise<(Note & { motifAmendement: string | null })[]> => {
    const row = await db.selectFrom('notes').selectAll().where('id', '=', input.noteId).executeTakeFirst();
    if (row === undefined || row.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    const note = noteOf(row);
    const versions = await db
      .selectFrom('note_versions')
      .selectAll()
      .where('noteId', '=', input.noteId)
      .orderBy('version')
      .execute();
    return versions.map((version) => ({
      ...note,
      ...NoteContent.parse(JSON.parse(version.contenuJson)),
      version: version.version,
      modifieeLe: version.le as Instant,
      auteur: version.auteur as IdNat,
      auteurNom: version.auteurNom,
      motifAmendement: version.motifAmendement,
    }));
  },
});
