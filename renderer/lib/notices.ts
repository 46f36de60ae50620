import { create } from 'zustand';
import { sentenceOf } from './client.ts';
import { useUndoStack, type UndoableAct } from './undo.ts';

export interface Notice {
  readonly numero: number;
  readonly texte: string;
  readonly gravite: 'success' | 'info' | 'warning' | 'error';
  readonly act: UndoableAct | null;
}

interface Notices {
  readonly current: Notice | null;
  show(notice: Omit<Notice, 'numero'>): void;
  close(numero: number): void;
}

let count = 0;

/** The one message at the foot of the window; the latest takes the place of the former. */
export const useNotices = create<Notices>((set, get) => ({
  current: null,
  show: (notice) => set({ current: { ...notice, numero: ++count } }),
  close: (numero) => {
    if (get().current?.numero === numero) set({ current: null });
  },
}));

export function tell(texte: string, gravite: Notice['gravite'] = 'success'): void {
  useNotices.getState().show({ texte, gravite, act: null });
}

export function tellError(error: unknown): void {
  tell(sentenceOf(error), 'error');
}

/** Says what was done, offers « Annuler », and puts the act on the undo stack. */
export function tellUndoable(act: UndoableAct): void {
  useUndoStack.getState().push(act);
  useNotices.getState().show({ texte: act.texte, gravite: 'success', act });
}

/** Takes back the latest act of this place; says so, or says why it could not. */
export async function undoLatest(lieu: string): Promise<void> {
  const act = useUndoStack.getState().pop(lieu);
  if (act === undefined) tell('Rien à annuler ici.', 'info');
  else await undo(act);
}

export async function undo(act: UndoableAct): Promise<void> {
  useUndoStack.getState().take(act);
  try {
    await act.annuler();
    tell(`Annulé : ${act.texte}`, 'info');
  } catch (error) {
    tellError(error);
  }
}
