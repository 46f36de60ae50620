import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPatient, readDemoPatients } from '../../../fixtures/sandbox/laboratoire/patients.ts';
import { play, SCENARIOS, type OpenOrder, type Scenario } from '../../../fixtures/sandbox/laboratoire/scenarios.ts';
import { Random } from '../../../fixtures/sandbox/lib/random.ts';
import { looksLikeHprim, orderKey, readHprim, relationOf } from './index.ts';

/** A writer that shares no code with the reader: the laboratory of the bac à sable, in a charset and a line end of its choice. */
const NOW = new Date('2026-11-23T08:00:00Z');
const patients = readDemoPatients(join(import.meta.dirname, '../../../fixtures/demo'));

function sent(scenario: Scenario, seed: string, open?: OpenOrder) {
  const patient = findPatient(patients, 'CHEMIN');
  if (patient === undefined) throw new Error('patient absent');
  const wish = { patient, scenario, road: 'hprim', now: NOW, random: new Random(seed), order: 'T1' } as const;
  const played = play({ ...wish, ...(open ? { open } : {}) });
  if (played.sending.road !== 'hprim') return null;
  expect(looksLikeHprim(played.sending.bytes)).toBe(true);
  return { played, read: readHprim(played.sending.bytes, { now: NOW }) };
}

test.each(SCENARIOS)('« %s » of the laboratory is read whole, in twenty draws', (scenario) => {
  for (let seed = 0; seed < 20; seed += 1) {
    const one = sent(scenario, `${scenario}/${seed}`);
    if (one === null) return;
    expect(one.read).toMatchObject({ outcome: 'read', reason: null, warnings: [] });
    const [report] = one.read.reports;
    const alone = (report?.results ?? []).filter(({ groupe }) => groupe.length === 0);
    expect(alone).toHaveLength(one.played.results);
    expect(report?.document).toMatchObject({ orderNumber: 'T1' });
    expect(report?.warnings).toEqual([]);
    expect(report?.text).not.toMatch(/[\ufffd]|Ã/);
    for (const result of report?.results ?? []) expect(result.date, result.label).toMatch(/^2026-11-\d\dT\d\d:\d\d$/);
  }
});

test('partial, complete and corrected share their order and follow one another', () => {
  const partial = sent('partiel', 'suite');
  const complete = sent('complet', 'suite', partial?.played.open ?? undefined);
  const corrected = sent('corrige', 'suite', complete?.played.open ?? undefined);
  const reports = [partial, complete, corrected].map((each) => each?.read.reports[0]);
  expect(reports.map((report) => report?.status)).toEqual(['partial', 'final', 'corrected']);
  const [first, second, third] = reports;
  if (!first || !second || !third) throw new Error('compte rendu absent');
  expect(new Set([first, second, third].map(orderKey)).size).toBe(1);
  expect([relationOf(first, second), relationOf(second, third), relationOf(second, first)]).toEqual([
    'replaces',
    'replaces',
    'older',
  ]);
});

test('bacteriology: the germ groups its antibiogram', () => {
  const results = sent('microbiologie', 'germe')?.read.reports[0]?.results ?? [];
  const grouped = results.filter(({ groupe }) => groupe.length > 0);
  expect(grouped.length).toBeGreaterThan(3);
  expect(grouped.every(({ groupe }) => !groupe[0]?.includes(':'))).toBe(true);
});
