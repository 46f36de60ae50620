import { create } from 'zustand';

/** One act that can be taken back, told in French: « Pathologie ajoutée ». */
export interface UndoableAct {
  readonly texte: string;
  /** Where it was done ('accueil', 'dossier:ID'): Ctrl+Z on one record never touches another. */
  readonly lieu: string;
  readonly annuler: () => Promise<void>;
}

interface UndoStack {
  readonly acts: readonly UndoableAct[];
  push(act: UndoableAct): void;
  /** Takes the latest act of a place off the stack; undefined when there is none. */
  pop(lieu: string): UndoableAct | undefined;
  /** Takes this very act off, when the doctor clicks « Annuler » in its own message. */
  take(act: UndoableAct): boolean;
}

const DEPTH = 50;

/** What Ctrl+Z takes back outside of a text field. Lives as long as the window: a lock empties it. */
export const useUndoStack = create<UndoStack>((set, get) => ({
  acts: [],
  push: (act) => set(({ acts }) => ({ acts: [...acts, act].slice(-DEPTH) })),
  pop: (lieu) => {
    const act = get().acts.findLast((each) => each.lieu === lieu);
    if (act !== undefined) set(({ acts }) => ({ acts: acts.filter((each) => each !== act) }));
    return act;
  },
  take: (act) => {
    const there = get().acts.includes(act);
    if (there) set(({ acts }) => ({ acts: acts.filter((each) => each !== act) }));
    return there;
  },
}));
