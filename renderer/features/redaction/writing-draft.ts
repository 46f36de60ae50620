import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { Ecrit } from '../../../shared/contract/redaction.ts';
import type { Redaction } from '../../../shared/domain/redaction.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { createAutosave, trackAutosave, type Autosave } from '../../lib/autosave.ts';
import { call } from '../../lib/client.ts';

/** A document being written. Outlives its editor: changing tabs loses nothing. */
export interface WritingDraft {
  readonly ecrit: Ecrit;
  content(): Redaction;
  change(part: Partial<Redaction>): void;
  readonly autosave: Autosave<Redaction>;
  sign(): Promise<DocumentLine>;
  subscribe(listener: () => void): () => void;
}

function createWritingDraft(ecrit: Ecrit): WritingDraft {
  const { patientId, id } = ecrit;
  let content = ecrit.contenu;
  const listeners = new Set<() => void>();
  const autosave = createAutosave<Redaction>({
    save: async (contenu) => (await call('redaction.enregistrer', { patientId, id, contenu })).modifieeLe,
  });
  return {
    ecrit,
    content: () => content,
    change: (part) => {
      content = { ...content, ...part };
      for (const listener of listeners) listener();
      autosave.change(content);
    },
    autosave,
    sign: async () => {
      await autosave.flush();
      const line = await call('redaction.signer', { patientId, id, contenu: content });
      autosave.stop();
      return line;
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

const drafts = new Map<string, { draft: WritingDraft; release: () => void }>();
const keyOf = (patientId: PatientId, type: string) => `${patientId} ${type}`;

/** The draft of a writing, the same one whichever view asks for it. */
export function writingDraft(ecrit: Ecrit): WritingDraft {
  const key = keyOf(ecrit.patientId, ecrit.type);
  const known = drafts.get(key);
  if (known?.draft.ecrit.id === ecrit.id) return known.draft;
  known?.release();
  const draft = createWritingDraft(ecrit);
  drafts.set(key, { draft, release: trackAutosave(draft.autosave) });
  return draft;
}

/** Signed or dropped: the next editor of this type starts anew. */
export function forgetWriting(ecrit: Ecrit): void {
  const key = keyOf(ecrit.patientId, ecrit.type);
  drafts.get(key)?.release();
  drafts.delete(key);
}
