import { expect, test } from 'vitest';
import { addMonths, plannedEvents, Protocole, PROTOCOLES_LIVRES } from './index.ts';

const [demo] = PROTOCOLES_LIVRES;
if (demo === undefined) throw new Error('no protocol is shipped');
const one: Protocole = { ...demo, evenements: demo.evenements.slice(0, 1) };
const states = (done: string[], today = '2026-08-01') =>
  plannedEvents(one, '2026-01-10', '2026-12-31', today, new Map([['glycemie', done]])).map(
    ({ date, etat, ecartJours }) => [date, etat, ecartJours],
  );

test('shipped protocols name what was read', () => {
  for (const each of PROTOCOLES_LIVRES) expect(Protocole.parse(each)).toEqual(each);
});

test('months keep the day, or the last of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  expect(addMonths('2026-11-10', 3)).toBe('2027-02-10');
});

test('[45] [48] done, late, missing and planned, with the gap in days', () => {
  expect(states(['2026-01-12', '2026-05-25'])).toEqual([
    ['2026-01-10', 'fait', 2],
    ['2026-04-10', 'fait-en-retard', 45],
    ['2026-07-10', 'en-retard', 22],
    ['2026-10-10', 'prevu', null],
  ]);
  expect(states([])).toEqual([
    ['2026-01-10', 'manquant', 203],
    ['2026-04-10', 'manquant', 113],
    ['2026-07-10', 'en-retard', 22],
    ['2026-10-10', 'prevu', null],
  ]);
});

test('one examination answers one occurrence only, and a far one none', () => {
  expect(states(['2026-02-20']).map(([, etat]) => etat)).toEqual(['fait-en-retard', 'manquant', 'en-retard', 'prevu']);
  expect(states(['2025-01-01']).filter(([, etat]) => etat === 'fait')).toEqual([]);
});
