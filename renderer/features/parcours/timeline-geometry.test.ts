import { expect, test } from 'vitest';
import { clusters, dateOfDay, dayNumber, graduations, xOf } from './timeline-geometry.ts';

const scale = { from: dayNumber('2025-01-01'), to: dayNumber('2026-12-31'), width: 800 };

test('a date keeps its calendar; a partial one stands at its beginning', () => {
  expect(dateOfDay(dayNumber('2026-02-28'))).toBe('2026-02-28');
  expect(dayNumber('2014')).toBe(dayNumber('2014-01-01'));
  expect(dayNumber('2014-07')).toBe(dayNumber('2014-07-01'));
  expect(xOf(scale.from, scale)).toBe(0);
  expect(xOf(scale.to, scale)).toBe(800);
});

test('[39] years and quarters of the period, and no quarter where there is no room', () => {
  const { years, quarters } = graduations(scale);
  expect(years.map(({ label }) => label)).toEqual(['2025', '2026']);
  expect(quarters.map(({ label }) => label)).toEqual(['T1', 'T2', 'T3', 'T4', 'T1', 'T2', 'T3', 'T4']);
  expect(graduations({ ...scale, from: dayNumber('2006-01-01') }).quarters).toEqual([]);
});

test('[42] what is near is drawn as one, what is outside is not drawn, and nothing inside is lost', () => {
  const items = Array.from({ length: 2000 }, (_, index) => ({
    date: dateOfDay(dayNumber('2024-01-01') + (index % 1200)),
  }));
  const drawn = clusters(items, scale, 14);
  const inside = items.filter(({ date }) => dayNumber(date) >= scale.from && dayNumber(date) <= scale.to);
  expect(drawn.reduce((sum, each) => sum + each.items.length, 0)).toBe(inside.length);
  expect(drawn.length).toBeLessThanOrEqual(Math.ceil(800 / 14) + 1);
  expect(drawn.every(({ x }) => x >= 0 && x <= 800)).toBe(true);
});
