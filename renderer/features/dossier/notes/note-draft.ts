import { EMPTY_NOTE, type Note, type NoteContent } from '../../../../shared/domain/medical.ts';
import type { NoteId, PatientId } from '../../../../shared/ids.ts';
import { createAutosave, trackAutosave, type Autosave } from '../../../lib/autosave.ts';
import { call } from '../../../lib/client.ts';
import { contentOf, textOf, type NoteText } from './measures.ts';

/** The note being written for one patient. Outlives its editor: changing tabs loses nothing. */
export interface NoteDraft {
  text(): NoteText;
  change(part: Partial<NoteText>): void;
  readonly autosave: Autosave<NoteText>;
  /** Signs what is on the screen; resolves with the signed note. */
  sign(): Promise<Note>;
  subscribe(listener: () => void): () => void;
}

/** The calls a draft makes; given apart so that its rules can be tested. */
export interface NoteCalls {
  start(): Promise<Note>;
  save(noteId: NoteId, content: NoteContent): Promise<string>;
  sign(noteId: NoteId, content: NoteContent): Promise<Note>;
}

/**
 * The host already had a draft that the window did not know of: its words come first, ours after, nothing is dropped.
 */
export function mergeUnknownDraft(known: NoteContent, typed: NoteText): NoteText {
  const before = textOf(known);
  const join = (a: string, b: string, glue: string) => (a === '' || a === b ? b : b === '' ? a : `${a}${glue}${b}`);
  return {
    motif: join(before.motif, typed.motif, ' ; ').slice(0, 200),
    texte: join(before.texte, typed.texte, '\n'),
    poids: typed.poids || before.poids,
    taille: typed.taille || before.taille,
    systolique: typed.systolique || before.systolique,
    diastolique: typed.diastolique || before.diastolique,
    problemes: [
      ...before.problemes.filter(({ id }) => !typed.problemes.some((each) => each.id === id)),
      ...typed.problemes.map((problem) => {
        const same = before.problemes.find(({ id }) => id === problem.id);
        return { ...problem, texte: join(same?.texte ?? '', problem.texte, '\n') };
      }),
    ],
  };
}

/** Makes the draft of one patient from the one the host kept; null: none yet, it is made at the first key. */
export function createNoteDraft(existing: Note | null, calls: NoteCalls): NoteDraft {
  let noteId = existing?.id ?? null;
  let text = textOf(existing ?? EMPTY_NOTE);
  const listeners = new Set<() => void>();
  const become = (next: NoteText) => {
    text = next;
    for (const listener of listeners) listener();
  };

  async function ensureStarted(): Promise<NoteId> {
    if (noteId !== null) return noteId;
    const started = await calls.start();
    noteId = started.id;
    become(mergeUnknownDraft(started, text));
    return noteId;
  }

  const autosave = createAutosave<NoteText>({
    // What is on the screen now: it may have grown while the note was being started.
    save: async () => calls.save(await ensureStarted(), contentOf(text)),
  });

  return {
    text: () => text,
    change: (part) => {
      become({ ...text, ...part });
      autosave.change(text);
    },
    autosave,
    sign: async () => {
      const id = await ensureStarted();
      await autosave.flush();
      const signed = await calls.sign(id, contentOf(text));
      autosave.stop();
      return signed;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      const stop = autosave.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}

const drafts = new Map<PatientId, { draft: NoteDraft; release: () => void }>();

/** The draft of this patient, the same one whichever view asks for it. */
export function draftOf(patientId: PatientId, existing: Note | null): NoteDraft {
  const known = drafts.get(patientId);
  if (known !== undefined) return known.draft;
  const draft = createNoteDraft(existing, {
    start: () => call('notes.commencer', { patientId }),
    save: async (noteId, contenu) =>
      (await call('notes.enregistrerBrouillon', { patientId, noteId, contenu })).modifieeLe,
    sign: (noteId, contenu) => call('notes.signer', { patientId, noteId, contenu }),
  });
  drafts.set(patientId, { draft, release: trackAutosave(draft.autosave) });
  return draft;
}

/** Signed, or the record closed with everything on disk: the next editor starts anew. */
export function forgetDraft(patientId: PatientId): void {
  drafts.get(patientId)?.release();
  drafts.delete(patientId);
}
