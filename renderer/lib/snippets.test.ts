import { expect, test } from 'vitest';
import { expandSnippet } from './snippets.ts';

const SNIPPETS = [{ code: 'card', texte: 'Bruits du cœur réguliers.' }];

test('a code after a semicolon becomes its text, the caret after it; the rest of the note stays', () => {
  const text = 'Examen : ;card Suite.';
  expect(expandSnippet(text, 14, SNIPPETS)).toEqual({
    text: 'Examen : Bruits du cœur réguliers. Suite.',
    caret: 34,
  });
  expect(expandSnippet(';CARD', 5, SNIPPETS)?.text).toBe('Bruits du cœur réguliers.');
});

test('an unknown code, a semicolon of the sentence, a code not finished: what was typed stays', () => {
  for (const [text, caret] of [
    [';inconnu', 8],
    ['toux ; fièvre', 13],
    [';card', 3],
    ['a;card', 6],
    ['', 0],
  ] as const)
    expect(expandSnippet(text, caret, SNIPPETS)).toBeNull();
});
