import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryBioReport } from '../../fixtures/records/arbitrary-bio-reports.ts';
import { composeCrBio } from '../../fixtures/sandbox/laboratoire/cr-bio.ts';
import { comparatorPanels, drawPanels, textPanels, urinePanels } from '../../fixtures/sandbox/laboratoire/examens.ts';
import { readDemoPatients } from '../../fixtures/sandbox/laboratoire/patients.ts';
import { makeReport } from '../../fixtures/sandbox/laboratoire/reports.ts';
import { Random } from '../../fixtures/sandbox/lib/random.ts';
import { parisTime } from '../../fixtures/sandbox/lib/paris-time.ts';
import { extractResults } from './independent-bio.js';

const [patient] = readDemoPatients(join(import.meta.dirname, '..', '..', 'fixtures', 'demo'));
const NOW = new Date('2026-11-23T13:10:00Z');
const random = new Random('lecture indépendante');
const report = (panels) => makeReport({ patient, now: NOW, panels, order: 'R1', random });

const minuteOf = (instant) => {
  const { year, month, day, hour, minute } = parisTime(instant);
  return `${year}-${month}-${day}T${hour}:${minute}`;
};

/** What the laboratory put in, in the order it writes: results of a panel, then each germ's count and antibiogram; two units, two results. */
function putIn(panels, date) {
  return panels
    .flatMap(({ results, isolates = [] }) => [
      ...results,
      ...isolates.flatMap(({ count, antibiogram }) => [count, ...antibiogram]),
    ])
    .flatMap((result) => {
      const { value, ucum, low, high, loinc, code, label, flag } = result;
      const first = {
        label,
        loinc,
        code: loinc === null ? code : null,
        text: value.text,
        comparator: value.comparator ?? null,
        unit: value.kind === 'quantity' ? ucum : null,
        low: low === null ? null : Number(low),
        high: high === null ? null : Number(high),
        interpretation: flag,
        date,
      };
      const { second } = result;
      if (second === undefined) return [first];
      const bounds = {
        low: second.low === null ? null : Number(second.low),
        high: second.high === null ? null : Number(second.high),
      };
      return [first, { ...first, ...bounds, loinc: second.loinc, text: second.text, unit: second.ucum }];
    });
}

describe('the independent reading of biology reports', () => {
  test.each([
    ['numbers', drawPanels(['nfs', 'ionogramme', 'vitamine-d', 'inr'], random, { abnormal: 0.4 })],
    ['two units', drawPanels(['rein', 'glycemie'], random, { twoUnits: true })],
    ['comparators', comparatorPanels()],
    ['words', textPanels()],
    ['a germ and its antibiogram', urinePanels()],
  ])('finds again what the laboratory put in: %s', (_, panels) => {
    const made = report(panels);
    expect(extractResults(composeCrBio(made))).toMatchObject(putIn(panels, minuteOf(made.sampledAt)));
  });

  test('finds again what any report holds', () => {
    fc.assert(
      fc.property(arbitraryBioReport(patient), (any) => {
        // Panels of one chapter are written together, chapters in the order in which they first come.
        const chapters = [...new Set(any.panels.map(({ chapter }) => chapter.code))];
        const panels = chapters.flatMap((code) => any.panels.filter(({ chapter }) => chapter.code === code));
        const expected = putIn(panels, minuteOf(any.sampledAt));
        const found = extractResults(composeCrBio(any, null));
        expect(found).toHaveLength(expected.length);
        expect(found).toMatchObject(expected.map((each) => ({ ...each, label: each.label.replace(/\s+/g, ' ') })));
      }),
      { numRuns: 60, seed: 20261123 },
    );
  });
});
