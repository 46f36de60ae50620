import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths, ageText, plannedEvents, PROTOCOLES_LIVRES, rhythmText, type Protocole } from './index.ts';

const BIRTH = '2020-03-31';
const AGES = [
  { de: 2, a: 2, jusquA: 12 },
  { de: 16, a: 18, jusquA: 24 },
  { de: 72, a: 83 },
];
const protocole: Pick<Protocole, 'evenements'> = {
  evenements: [{ id: 'dose', titre: 'Dose', ages: AGES, loinc: [], demande: null }],
};
const at = (today: string, done: readonly { jour: string; prevu: string | null }[] = []) =>
  plannedEvents(
    protocole,
    { debut: '2025-01-01', naissance: BIRTH },
    addMonths(today, 12),
    today,
    new Map([['dose', done]]),
  );
const states = (today: string, done?: readonly { jour: string; prevu: string | null }[]) =>
  at(today, done).map(({ etat, ecartJours }) => [etat, ecartJours]);
const day = (jour: string, prevu: string | null = null) => ({ jour, prevu });

test('ages are written as a calendar writes them', () => {
  expect([AGES[0], AGES[1], AGES[2], { de: 132, a: 179 }].flatMap((each) => (each ? [ageText(each)] : []))).toEqual([
    '2 mois',
    '16–18 mois',
    '6 ans',
    '11–14 ans',
  ]);
  expect(rhythmText({ tousLesMois: 3 })).toBe('tous les 3 mois');
  expect(
    rhythmText({
      ages: [
        { de: 3, a: 3, jusquA: 59 },
        { de: 5, a: 5, jusquA: 59 },
      ],
    }),
  ).toBe('à 3 mois, 5 mois, rattrapage jusqu’à 4 ans inclus');
  expect(
    rhythmText({
      ages: [
        { de: 2, a: 2, jusquA: 23 },
        { de: 72, a: 83 },
      ],
    }),
  ).toBe('à 2 mois, rattrapage jusqu’à 23 mois inclus ; à 6 ans');
  expect(at('2026-05-01').map(({ titre }) => titre)[1]).toBe('Dose, à 16–18 mois');
});

test('[45] [48] at ages: to come until the age is over, late while it can be caught up, then missing', () => {
  // Born on a 31st: two months old on 31/05, three on 30/06.
  expect(at('2020-05-30')[0]).toMatchObject({ date: '2020-05-31', etat: 'prevu', ecartJours: null });
  expect(states('2020-06-29')[0]).toEqual(['prevu', null]);
  expect(states('2020-06-30')[0]).toEqual(['en-retard', 1]);
  expect(states('2021-04-29')[0]).toEqual(['en-retard', 304]);
  expect(states('2021-04-30')[0]).toEqual(['manquant', 305]);
  // No limit: late for ever.
  expect(states('2060-01-01')[2]?.[0]).toBe('en-retard');
});

test('done inside the age is on time; before or after it, the days are counted from its edge', () => {
  expect(states('2026-01-01', [day('2020-06-15')])[0]).toEqual(['fait', 0]);
  expect(states('2026-01-01', [day('2020-05-20')])[0]).toEqual(['fait', -11]);
  expect(states('2026-01-01', [day('2020-07-10')])[0]).toEqual(['fait-en-retard', 11]);
});

test('what nobody noted for an age answers the nearest one that it reaches, and one only; after the limit it answers none', () => {
  expect(states('2022-06-01', [day('2021-08-02')]).map(([etat]) => etat)).toEqual(['manquant', 'fait']);
  expect(states('2022-06-01', [day('2021-06-01')]).map(([etat]) => etat)).toEqual(['manquant', 'manquant']);
});

test('what a doctor noted for a planned date answers that one, however early or late, and its own result answers nothing else', () => {
  const planned = addMonths(BIRTH, 2);
  expect(states('2022-06-01', [day('2022-05-01', planned)])[0]?.[0]).toBe('fait-en-retard');
  const both = [day('2021-07-20', planned), day('2021-07-20')];
  expect(states('2022-06-01', both).map(([etat]) => etat)).toEqual(['fait-en-retard', 'manquant']);
  // The start moved since: no planned date is that one, and the nearest takes it.
  expect(states('2022-06-01', [day('2020-06-10', '2020-05-30')])[0]?.[0]).toBe('fait');
});

const civil = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('whatever was done: an act answers one event at most, order is by date, no gap for what is to come, nothing depends on the order of what was done', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PROTOCOLES_LIVRES),
      civil,
      civil,
      fc.array(fc.record({ rang: fc.nat(20), jour: civil }), { maxLength: 12 }),
      (shipped, naissance, debut, acts) => {
        const today = '2026-11-23';
        const done = new Map<string, { jour: string; prevu: null }[]>();
        for (const { rang, jour } of acts) {
          const event = shipped.evenements[rang % shipped.evenements.length];
          if (event === undefined) continue;
          done.set(event.id, [...(done.get(event.id) ?? []), { jour, prevu: null }]);
        }
        const end = addMonths(today, 12);
        const planned = plannedEvents(shipped, { debut, naissance }, end, today, done);
        const used = planned.flatMap(({ evenement, realiseLe }) =>
          realiseLe === null ? [] : [`${evenement} ${realiseLe}`],
        );
        expect(new Set(used).size).toBe(used.length);
        planned.forEach((each, index) => {
          expect(each.date <= end).toBe(true);
          expect(each.date >= (planned[index - 1]?.date ?? '')).toBe(true);
          expect(each.ecartJours === null).toBe(each.etat === 'prevu');
          expect(each.realiseLe !== null).toBe(each.etat === 'fait' || each.etat === 'fait-en-retard');
          if (each.etat === 'en-retard' || each.etat === 'manquant') expect(each.ecartJours).toBeGreaterThanOrEqual(0);
        });
        const turned = new Map([...done].map(([id, list]) => [id, [...list].reverse()]));
        expect(plannedEvents(shipped, { debut, naissance }, end, today, turned)).toEqual(planned);
      },
    ),
    { numRuns: 300 },
  );
});
