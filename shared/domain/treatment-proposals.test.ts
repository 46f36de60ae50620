import { expect, test } from 'vitest';
import type { ElementId } from '../ids.ts';
import type { LigneOrdonnance } from './redaction.ts';
import { treatmentProposals, type TraitementActuel } from './treatment-proposals.ts';

const uuid = (rank: number) => `00000000-0000-4000-8000-${String(rank).padStart(12, '0')}`;
const ligne = (rank: number, change: Partial<LigneOrdonnance>): LigneOrdonnance => ({
  id: uuid(rank),
  cis: null,
  libelle: 'METFORMINE 1000 mg, comprimé',
  marque: '',
  posologie: '1 matin et soir',
  duree: '3 mois',
  quantite: '',
  enToutesLettres: false,
  ald: false,
  nonSubstituable: '',
  renouvellements: 0,
  ...change,
});
const traitement = (rank: number, libelle: string, posologie = '', fin: string | null = null): TraitementActuel =>
  ({ id: uuid(100 + rank) as ElementId, version: 1, libelle, posologie, debut: null, fin }) as TraitementActuel;
const DAY = '2026-11-23';
const short = (proposals: ReturnType<typeof treatmentProposals>) =>
  proposals.map(
    ({ genre, libelle, actuel, proposee }) =>
      `${proposee ? '[x]' : '[ ]'} ${genre} ${libelle}${actuel && genre === 'modifier' ? ` < ${actuel.libelle}` : ''}`,
  );

test('a lasting line that the record does not have is proposed, an episode’s is not', () => {
  const episode = ligne(2, { libelle: 'AMOXICILLINE 1 g, comprimé', duree: '6 jours' });
  expect(short(treatmentProposals([], [ligne(1, {}), episode], DAY))).toEqual([
    '[x] ajouter METFORMINE 1000 mg, comprimé',
    '[ ] ajouter AMOXICILLINE 1 g, comprimé',
  ]);
  expect(treatmentProposals([], [episode], DAY)).toEqual([]);
});

test.each([
  ['the same words', 'METFORMINE 1000 mg, comprimé'],
  ['without the form', 'Métformine 1000 mg'],
  ['with its salt', 'METFORMINE (CHLORHYDRATE DE) 1000 mg, comprimé'],
])('nothing to do for a treatment known by %s', (_, libelle) => {
  expect(treatmentProposals([traitement(1, libelle, '1 matin et soir')], [ligne(1, {})], DAY)).toEqual([]);
});

test('another dose, or another strength, changes the treatment that is there', () => {
  expect(short(treatmentProposals([traitement(1, 'METFORMINE 1000 mg', '1 le soir')], [ligne(1, {})], DAY))).toEqual([
    '[x] modifier METFORMINE 1000 mg, comprimé < METFORMINE 1000 mg',
  ]);
  expect(
    short(treatmentProposals([traitement(1, 'Metformine 500 mg', '1 matin et soir')], [ligne(1, {})], DAY)),
  ).toEqual(['[x] modifier METFORMINE 1000 mg, comprimé < Metformine 500 mg']);
});

test('when two treatments could be meant, nothing is changed: the doctor adds, and stops', () => {
  const known = [traitement(1, 'METFORMINE 500 mg'), traitement(2, 'METFORMINE 850 mg')];
  expect(short(treatmentProposals(known, [ligne(1, {})], DAY))).toEqual([
    '[x] ajouter METFORMINE 1000 mg, comprimé',
    '[ ] arreter METFORMINE 500 mg',
    '[ ] arreter METFORMINE 850 mg',
  ]);
  const strengths = [ligne(1, {}), ligne(2, { libelle: 'METFORMINE 500 mg, comprimé' })];
  expect(short(treatmentProposals([traitement(1, 'METFORMINE 850 mg')], strengths, DAY))).toEqual([
    '[x] ajouter METFORMINE 1000 mg, comprimé',
    '[x] ajouter METFORMINE 500 mg, comprimé',
    '[ ] arreter METFORMINE 850 mg',
  ]);
});

test('what a renewal leaves out is said, and never ticked; a prescription of an episode says nothing of it', () => {
  const known = [traitement(1, 'METFORMINE 1000 mg', '1 matin et soir'), traitement(2, 'BISOPROLOL 5 mg', '1')];
  expect(short(treatmentProposals(known, [ligne(1, {})], DAY))).toEqual(['[ ] arreter BISOPROLOL 5 mg']);
  expect(treatmentProposals(known, [ligne(1, { libelle: 'PARACÉTAMOL 1 g', duree: '5 jours' })], DAY)).toEqual([]);
  const ended = [traitement(1, 'METFORMINE 1000 mg', '1 matin et soir'), traitement(2, 'BISOPROLOL 5 mg', '1', '2024')];
  expect(treatmentProposals(ended, [ligne(1, {})], DAY)).toEqual([]);
});

test('insulins are not one another', () => {
  const known = [traitement(1, 'INSULINE GLARGINE 100 UI/mL', '20 le soir')];
  const other = ligne(1, { libelle: 'INSULINE ASPARTE 100 UI/mL', posologie: '6 à chaque repas' });
  expect(short(treatmentProposals(known, [other], DAY))).toEqual([
    '[x] ajouter INSULINE ASPARTE 100 UI/mL',
    '[ ] arreter INSULINE GLARGINE 100 UI/mL',
  ]);
});

test.each([
  ['1 le matin', '1½ le matin'],
  ['½ comprimé', 'comprimé'],
  ['1,5 le soir', '1/5 le soir'],
  ['si poids > 80 kg', 'si poids < 80 kg'],
])('a dosage that changes is always proposed: « %s », « %s »', (before, after) => {
  const known = [traitement(1, 'METFORMINE 1000 mg', before)];
  expect(short(treatmentProposals(known, [ligne(1, { posologie: after })], DAY))).toEqual([
    '[x] modifier METFORMINE 1000 mg, comprimé < METFORMINE 1000 mg',
  ]);
});

test.each([
  ['PARACÉTAMOL 500 mg', 'PARACÉTAMOL 500 mg + CODÉINE 30 mg, comprimé'],
  ['AMLODIPINE 5 mg + VALSARTAN 80 mg', 'AMLODIPINE 5 mg, gélule'],
])('a drug with another in it is not the drug alone: « %s », « %s »', (known, prescribed) => {
  const proposals = treatmentProposals([traitement(1, known)], [ligne(1, { libelle: prescribed })], DAY);
  expect(proposals.map(({ genre, proposee }) => [genre, proposee])).toEqual([
    ['ajouter', true],
    ['arreter', false],
  ]);
});

test.each([
  ['MORPHINE 10 mg', 'MORPHINE 10 mg, gélule à libération prolongée'],
  ['BISOPROLOL 2', 'BISOPROLOL 2,5 mg, comprimé'],
])('another release or another dose is a change, under the same dosage: « %s », « %s »', (known, prescribed) => {
  const proposals = treatmentProposals(
    [traitement(1, known, '1 matin et soir')],
    [ligne(1, { libelle: prescribed })],
    DAY,
  );
  expect(proposals).toMatchObject([{ genre: 'modifier', libelle: prescribed, actuel: { libelle: known } }]);
});

test('a treatment whose end is to come is going on; one known by its brand is recognised', () => {
  const planned = [traitement(1, 'METFORMINE 1000 mg', '1 matin et soir', '2027-02')];
  expect(treatmentProposals(planned, [ligne(1, {})], DAY)).toEqual([]);
  const brand = [traitement(1, 'Glucophage 1000', '1 matin et soir')];
  const line = ligne(1, { cis: '60000001' });
  const names = new Map([['60000001', 'GLUCOPHAGE 1000 mg, comprimé pelliculé']]);
  expect(treatmentProposals(brand, [line], DAY, names)).toEqual([]);
  expect(short(treatmentProposals(brand, [{ ...line, posologie: '1 le soir' }], DAY, names))).toEqual([
    '[x] modifier METFORMINE 1000 mg, comprimé < Glucophage 1000',
  ]);
});
