import { expect, test } from 'vitest';
import { addMonths, isFor, plannedEvents, Protocole, PROTOCOLES_LIVRES } from './index.ts';
import { ANALYTES } from '../analytes/index.ts';

const [demo] = PROTOCOLES_LIVRES;
if (demo === undefined) throw new Error('no protocol is shipped');
const one: Protocole = { ...demo, evenements: demo.evenements.slice(0, 1) };
const states = (done: string[], today = '2026-08-01') =>
  plannedEvents(
    one,
    { debut: '2026-01-10', naissance: '1950-01-01' },
    '2026-12-31',
    today,
    new Map([['glycemie', done.map((jour) => ({ jour, prevu: null }))]]),
  ).map(({ date, etat, ecartJours }) => [date, etat, ecartJours]);

test('shipped protocols name what was read', () => {
  for (const each of PROTOCOLES_LIVRES) expect(Protocole.parse(each)).toEqual(each);
  expect(new Set(PROTOCOLES_LIVRES.map(({ id }) => id)).size).toBe(PROTOCOLES_LIVRES.length);
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

test('analytes of shipped protocols are in the table of the house', () => {
  const known = new Set(ANALYTES.map(({ loinc }) => loinc));
  for (const { evenements } of PROTOCOLES_LIVRES)
    for (const { loinc } of evenements) for (const code of loinc) expect(known).toContain(code);
});

test('a file of a practice written before ages stays valid; one that says both rhythms, or none, is refused', () => {
  const before = {
    id: 'suivi-du-cabinet',
    version: 3,
    titre: 'Suivi',
    source: { titre: 'Cabinet', adresse: '', date: '2025', lueLe: '2025-01-02' },
    cim10: ['E11'],
    evenements: [{ id: 'hba1c', titre: 'HbA1c', tousLesMois: 3, loinc: ['59261-8'], demande: 'HbA1c' }],
  };
  expect(Protocole.safeParse(before).success).toBe(true);
  const [event] = before.evenements;
  const ages = [{ de: 2, a: 2, jusquA: 12 }];
  const withEvent = (changed: object) => Protocole.safeParse({ ...before, evenements: [{ ...event, ...changed }] });
  expect(withEvent({ ages }).success).toBe(false);
  expect(withEvent({ tousLesMois: undefined }).success).toBe(false);
  expect(withEvent({ tousLesMois: undefined, ages }).success).toBe(true);
  for (const wrong of [
    { de: 4, a: 2 },
    { de: 2, a: 4, jusquA: 3 },
    { de: -1, a: 2 },
  ])
    expect(withEvent({ tousLesMois: undefined, ages: [wrong] }).success).toBe(false);
  expect(Protocole.safeParse({ ...before, deMois: 12, aMois: 6 }).success).toBe(false);
});

test('a protocol is for an age counted in whole months, both ends included, and for one sex when it says so', () => {
  const born = (dateNaissance: string, sexe = 'F') => ({ dateNaissance, sexe });
  const breast = { deMois: 600, aMois: 899, sexe: 'F' } as const;
  expect(isFor(breast, born('1976-11-24'), '2026-11-23')).toBe(false);
  expect(isFor(breast, born('1976-11-23'), '2026-11-23')).toBe(true);
  expect(isFor(breast, born('1951-11-24'), '2026-11-23')).toBe(true);
  expect(isFor(breast, born('1951-11-23'), '2026-11-23')).toBe(false);
  expect(isFor(breast, born('1970-01-01', 'M'), '2026-11-23')).toBe(false);
  expect(isFor(breast, born('1970-01-01', 'I'), '2026-11-23')).toBe(true);
  // A protocol that says no age leaves out nobody, whatever the birth date typed.
  for (const date of ['1850-01-01', '2030-01-01']) expect(isFor({}, born(date, 'M'), '2026-11-23')).toBe(true);
});
