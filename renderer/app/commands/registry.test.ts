import { expect, test, vi } from 'vitest';
import type { KeyPress } from '../../lib/keyboard.ts';
import { createCommandRegistry, findCommands, type Command } from './registry.ts';

const command = (id: string, part: Partial<Command> = {}): Command => ({
  id,
  titre: id,
  groupe: 'Cabinet',
  executer: () => undefined,
  ...part,
});
const ctrl = (key: string): KeyPress => ({
  ctrlKey: true,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  key,
  code: '',
});

test('the commands of a view come with it and leave with it', () => {
  const registry = createCommandRegistry();
  const listener = vi.fn();
  registry.subscribe(listener);
  const base = registry.register([command('a')]);
  const view = registry.register([command('b', { groupe: 'Dossier' }), command('a', { titre: 'of the view' })]);
  expect(registry.list().map(({ titre }) => titre)).toEqual(['of the view', 'b']);
  view();
  expect(registry.list().map(({ titre }) => titre)).toEqual(['a']);
  base();
  expect(registry.list()).toEqual([]);
  expect(listener).toHaveBeenCalledTimes(4);
});

test('a text field keeps the keys that it understands itself', () => {
  const registry = createCommandRegistry();
  registry.register([
    command('annuler', { raccourcis: ['Ctrl+Z'], horsTexte: true }),
    command('palette', { raccourcis: ['Ctrl+K'] }),
  ]);
  expect(registry.forKey(ctrl('z'), true)).toBeNull();
  expect(registry.forKey(ctrl('z'), false)?.id).toBe('annuler');
  expect(registry.forKey(ctrl('k'), true)?.id).toBe('palette');
  expect(registry.forKey(ctrl('q'), false)).toBeNull();
});

test('the palette finds by words, accents and case ignored', () => {
  const all = [
    command('x', { titre: 'Thème clair', groupe: 'Affichage' }),
    command('y', { titre: 'Fermer le dossier' }),
  ];
  expect(findCommands(all, 'theme CLAIR').map(({ id }) => id)).toEqual(['x']);
  expect(findCommands(all, 'dossier fermer').map(({ id }) => id)).toEqual(['y']);
  expect(findCommands(all, '')).toHaveLength(2);
  expect(findCommands(all, 'clair fermer')).toEqual([]);
});
