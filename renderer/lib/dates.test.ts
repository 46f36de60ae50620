import { expect, test } from 'vitest';
import { addDays, formatInstant, formatTimeSeconds, quarterHours, quarterOf, today, weekday } from './dates.ts';

test('instants show on the practice’s clock, summer and winter', () => {
  expect(formatInstant('2026-11-22T23:30:00.000Z')).toBe('23/11/2026 à 00:30');
  expect(formatInstant('2026-07-01T08:05:00.000Z')).toBe('01/07/2026 à 10:05');
  expect(formatTimeSeconds('2026-11-22T09:32:05.000Z')).toBe('10:32:05');
  expect(today(new Date('2026-11-22T23:30:00.000Z'))).toBe('2026-11-23');
});

test('civil dates move by whole days across months, leap years and clock changes', () => {
  expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(weekday('2026-11-23')).toBe('lundi');
});

test('the day has its quarter hours', () => {
  const slots = quarterHours('08:00', '20:00');
  expect(slots).toHaveLength(49);
  expect(slots.slice(0, 2)).toEqual(['08:00', '08:15']);
  expect(slots.at(-1)).toBe('20:00');
  expect(quarterOf(new Date('2026-11-22T09:44:59.000Z'))).toBe('10:30');
});
