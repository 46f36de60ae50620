import { beforeEach, expect, test } from 'vitest';
import { useUndoStack, type UndoableAct } from './undo.ts';

const act = (texte: string, lieu: string): UndoableAct => ({ texte, lieu, annuler: () => Promise.resolve() });

beforeEach(() => useUndoStack.setState({ acts: [] }));

test('Ctrl+Z on one record never takes back what was done on another', () => {
  const { push, pop } = useUndoStack.getState();
  push(act('un', 'dossier:a'));
  push(act('deux', 'dossier:b'));
  expect(pop('dossier:a')?.texte).toBe('un');
  expect(pop('dossier:a')).toBeUndefined();
  expect(pop('dossier:b')?.texte).toBe('deux');
});

test('an act taken back by its own message is no longer on the stack', () => {
  const { push, pop, take } = useUndoStack.getState();
  const one = act('un', 'accueil');
  push(one);
  expect(take(one)).toBe(true);
  expect(take(one)).toBe(false);
  expect(pop('accueil')).toBeUndefined();
});
