import { describe, expect, test } from 'vitest';
import type { CivilDate } from './civil-date.ts';
import { compareReceived, compareTraits, hasStrictTraits } from './identity-match.ts';
import type { TraitsDossier } from './identity-match.ts';
import type { IdentiteRecue } from './reception.ts';

const received = (changes: Partial<IdentiteRecue> = {}): IdentiteRecue => ({
  ins: { matricule: '260058815400233', oid: '1.2.250.1.213.1.4.10' },
  nom: 'D’ŒUVRE-NOËL',
  nomUtilise: null,
  premierPrenom: 'MARIE-JOSE',
  prenoms: 'MARIE-JOSE ANNE',
  datesNaissance: ['1960-05-12'],
  sexe: 'F',
  lieuNaissanceInsee: '88154',
  adresse: [],
  numeroSecuriteSociale: null,
  identifiantEmetteur: null,
  ...changes,
});
const patient = (changes: Partial<TraitsDossier> = {}): TraitsDossier => ({
  nomNaissance: 'd oeuvre noel',
  premierPrenom: 'Marie José',
  prenoms: ['Marie José', 'Anne'],
  dateNaissance: '1960-05-12' as CivilDate,
  sexe: 'F',
  lieuNaissanceInsee: '88154',
  ...changes,
});

describe('condition 5: traits of a record', () => {
  test('accents, case, hyphens, apostrophes and ligatures do not count', () => {
    expect(compareTraits(received(), patient())).toEqual([]);
  });

  test.each<[string, Partial<IdentiteRecue>, Partial<TraitsDossier>, string[]]>([
    ['name', { nom: 'AUTRE' }, {}, ['nom']],
    ['used name never counts', { nom: 'MARTIN', nomUtilise: 'D’ŒUVRE-NOËL' }, {}, ['nom']],
    ['first name', { premierPrenom: 'ANNE', prenoms: 'ANNE MARIE' }, {}, ['prenom']],
    ['date', { datesNaissance: ['1960-05-13'] }, {}, ['dateNaissance']],
    ['two possible dates are none', { datesNaissance: ['1960-05-12', '2060-05-12'] }, {}, ['dateNaissance']],
    ['no date', { datesNaissance: [] }, {}, ['dateNaissance']],
    ['sex', { sexe: 'M' }, {}, ['sexe']],
    ['no sex', { sexe: null }, {}, ['sexe']],
    ['place', { lieuNaissanceInsee: '75056' }, {}, ['lieuNaissance']],
    ['place missing on one side', { lieuNaissanceInsee: null }, {}, []],
    ['place missing on the other', {}, { lieuNaissanceInsee: null }, []],
    ['Corsican place in another case', { lieuNaissanceInsee: '2a004' }, { lieuNaissanceInsee: '2A004' }, []],
    [
      'all of them',
      { nom: '', premierPrenom: null, prenoms: null, datesNaissance: [], sexe: null },
      {},
      ['nom', 'prenom', 'dateNaissance', 'sexe'],
    ],
  ])('%s', (_, sent, own, differing) => {
    expect(compareTraits(received(sent), patient(own))).toEqual(differing);
  });

  test.each<[string, string | null, string | null, string, boolean]>([
    ['its own first name', 'MARIE', 'MARIE JOSE', 'Marie', true],
    ['first words of the list, the first name cut', 'MARIE', 'MARIE JOSE ANNE', 'Marie-José', true],
    ['list alone', null, 'JEAN PIERRE', 'Jean', true],
    ['used name put first, the list keeps the civil one', 'PIERRE', 'JEAN PIERRE', 'Jean', true],
    ['hyphenated list is not cut', null, 'JEAN-PIERRE PAUL', 'Jean', false],
    ['the sender’s longer first name is another', 'MARIE JOSE', 'MARIE JOSE ANNE', 'Marie', false],
    ['second first name', 'PIERRE', 'PIERRE JEAN', 'Jean', false],
    ['a beginning is not a word', 'JEANNE', 'JEANNE', 'Jean', false],
    ['nothing', null, null, 'Jean', false],
  ])('first name: %s', (_, premierPrenom, prenoms, own, equal) => {
    const differing = compareTraits(received({ premierPrenom, prenoms }), patient({ premierPrenom: own }));
    expect(differing.includes('prenom')).toBe(!equal);
  });
});

test('condition 3: two received identities agree both ways, and what one lacks differs', () => {
  expect(compareReceived(received(), received({ nom: 'D OEUVRE NOEL', premierPrenom: null }))).toEqual([]);
  expect(compareReceived(received(), received({ sexe: 'M', datesNaissance: ['1960-05-21'] }))).toEqual([
    'dateNaissance',
    'sexe',
  ]);
  expect(compareReceived(received(), received({ datesNaissance: [], lieuNaissanceInsee: '75056' }))).toEqual([
    'dateNaissance',
    'lieuNaissance',
  ]);
  expect(compareReceived(received({ sexe: null }), received({ sexe: null }))).toEqual(['sexe']);
});

test('an identity is qualified by its four traits', () => {
  expect(hasStrictTraits(received())).toBe(true);
  for (const missing of [{ nom: ' ' }, { premierPrenom: null, prenoms: null }, { datesNaissance: [] }, { sexe: null }])
    expect(hasStrictTraits(received(missing)), JSON.stringify(missing)).toBe(false);
});
