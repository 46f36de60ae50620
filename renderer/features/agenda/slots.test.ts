import { expect, test } from 'vitest';
import type { Appointment } from '../../../shared/contract/patients.ts';
import { nextFree, slotsOf } from './slots.ts';

const at = (heure: string) => ({ heure }) as Appointment;

test('every quarter hour is there, empty or not', () => {
  const slots = slotsOf([at('09:00')]);
  expect(slots).toHaveLength(49);
  expect(slots.filter((slot) => slot.appointment !== null).map((slot) => slot.heure)).toEqual(['09:00']);
});

test('an appointment out of hours widens the day', () => {
  const slots = slotsOf([at('07:30'), at('21:15')]);
  expect(slots[0]?.heure).toBe('07:30');
  expect(slots.at(-1)?.heure).toBe('21:15');
});

test('moving by a quarter hour jumps over what is taken, and stops at the ends', () => {
  const slots = slotsOf([at('08:00'), at('08:15'), at('20:00')]);
  expect(nextFree(slots, '08:00', 1)).toBe('08:30');
  expect(nextFree(slots, '08:15', -1)).toBeNull();
  expect(nextFree(slots, '20:00', 1)).toBeNull();
});
