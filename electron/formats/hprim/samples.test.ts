import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { looksLikeHprim, readHprim } from './index.ts';

const samples = join(import.meta.dirname, '../../../fixtures/hprim');
const NOW = new Date('2026-11-23T10:00:00Z');

function sample(name: string) {
  const bytes = readFileSync(join(samples, name));
  expect(looksLikeHprim(bytes)).toBe(true);
  return readHprim(bytes, { now: NOW });
}

test('a routing line is no patient number; words in a numeric line are words', () => {
  const [report] = sample('hprimtool_header-solabio.hpm').reports;
  expect(report?.identity).toMatchObject({ nom: 'DUPONT', datesNaissance: ['1950-01-01'], identifiantEmetteur: null });
  expect(report?.document).toMatchObject({
    senderCode: 'SOLABIO',
    orderNumber: '260624HE0103',
    sampledAt: '2026-06-24',
  });
  expect(report?.results).toMatchObject([
    { code: 'NF   030', value: 14.8, loinc: '718-7' },
    { code: 'MICR 030', kind: 'text', text: 'Diabète' },
  ]);
});

test('result lines alone, with both bounds in one field and values out of them', () => {
  const [report] = sample('hprimtool_pipes.hpr').reports;
  expect(report?.identity).toBeNull();
  expect(report?.results.map(({ computed }) => computed)).toEqual(['H', 'N', 'L', 'N', 'L']);
  expect(report?.results[4]).toMatchObject({ low: -2, high: 2, comment: 'Contrôle conseillé à distance.' });
});

test('marks without header', () => {
  const [report] = sample('hprimtool_tags.hpr').reports;
  expect(report?.results.map(({ loinc, computed }) => [loinc, computed])).toEqual([
    ['2345-7', 'H'],
    ['2951-2', 'N'],
    ['2000-8', 'H'],
  ]);
});

test('a cut header and free text', () => {
  const read = sample('hprimtool_text.hpr');
  expect(read).toMatchObject({ outcome: 'kept_raw', reason: 'ENTETE_TRONQUE' });
  expect(read.reports[0]).toMatchObject({ identity: { nom: 'MARTIN', prenoms: 'DENISE' }, results: [] });
  expect(read.reports[0]?.text).toContain('Hémoglobine');
});
