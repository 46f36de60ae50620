import { expect, test } from 'vitest';
import type { PointBiologie } from '../../../shared/contract/biologie.ts';
import type { DocumentId } from '../../../shared/ids.ts';
import { curvePaths, dayOf, valueBounds } from './curve-geometry.ts';

const point = (date: string, axe: number, change: Partial<PointBiologie> = {}): PointBiologie => ({
  date,
  axe,
  bas: 3.5,
  haut: 5.1,
  comparator: null,
  valeur: `${axe} mmol/L`,
  bornes: '3,5 – 5,1',
  anormal: false,
  interpretation: null,
  laboratoire: 'LABO',
  documentId: '00000000-0000-4000-8000-000000000000' as DocumentId,
  rang: 1,
  ...change,
});
const frame = { width: 200, height: 100, margin: 10, mark: 3 };

test('dates keep their own calendar, to the minute', () => {
  expect(dayOf('2026-03-16T12:00') - dayOf('2026-03-16')).toBe(0.5);
  expect(dayOf('2026-03-17') - dayOf('2026-03-16')).toBe(1);
});

test('a far bound does not flatten the curve; a near one is in sight', () => {
  expect(valueBounds([point('2026-01-01', 1, { bas: 0, haut: 2 })]).high).toBeLessThan(2.1);
  const near = valueBounds([point('2026-01-01', 4), point('2026-02-01', 5)]);
  expect(near.low).toBeLessThan(3.5);
  expect(near.high).toBeGreaterThan(5.1);
  expect(valueBounds([point('2026-01-01', 1, { haut: 900 })]).high).toBeLessThan(3);
});

test('each kind of point has its own mark, and the range follows each laboratory', () => {
  const paths = curvePaths(
    [
      point('2026-01-01', 4),
      point('2026-02-01', 6, { anormal: true, haut: 5.5 }),
      point('2026-03-01', 3, { comparator: '<', bas: null, haut: null }),
    ],
    frame,
  );
  expect(paths.line.match(/[ML]/g)).toHaveLength(3);
  expect(paths.normal.match(/h0/g)).toHaveLength(1);
  expect(paths.abnormal.match(/Z/g)).toHaveLength(1);
  expect(paths.bounded.match(/a3 3/g)).toHaveLength(2);
  expect(paths.range.match(/Z/g)).toHaveLength(2);
  expect(paths.line).not.toContain('NaN');
});

test('one point stands in the middle; equal values do not divide by zero', () => {
  expect(curvePaths([point('2026-01-01', 4)], frame).line.startsWith('M100.0')).toBe(true);
  const flat = curvePaths(
    [point('2026-01-01', 0, { bas: null, haut: null }), point('2026-01-02', 0, { bas: null, haut: null })],
    frame,
  );
  expect(flat.line).not.toContain('NaN');
});
