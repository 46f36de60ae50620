import { expect, test } from 'vitest';
import { CardView } from '../../../shared/contract/session.ts';
import { messageOf } from './login-state.ts';
import { REFUSALS, triesSentence } from './texts.ts';

test('[4] the tries are told as DéMo words them', () => {
  expect([3, 2, 1].map((tries) => triesSentence(tries as 1 | 2 | 3))).toEqual([
    'Vous avez 3 essais',
    'Vous avez 2 essais',
    'Vous avez 1 essai',
  ]);
  expect(triesSentence('plusieurs')).toBe('Vous avez plusieurs essais');
});

test('each outcome has its own sentence, and a success none', () => {
  expect(messageOf({ resultat: 'code-errone', essais: 2 })?.texte).toBe('Code erroné. Il reste 2 essais.');
  expect(messageOf({ resultat: 'code-errone', essais: 1 })?.texte).toBe('Code erroné. Il reste 1 essai.');
  expect(messageOf({ resultat: 'carte-bloquee' })?.texte).toContain('CPS-Gestion');
  expect(messageOf({ resultat: 'dernier-essai-a-confirmer' })?.gravite).toBe('warning');
  expect(messageOf({ resultat: 'ouverte' })).toBeNull();
});

test('every refusal of the contract has a sentence of its own', () => {
  const card = CardView.options.find((option) => 'refus' in option.shape);
  expect(card).toBeDefined();
  expect(new Set(Object.values(REFUSALS)).size).toBe(Object.keys(REFUSALS).length);
});
