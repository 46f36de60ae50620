import type { Appointment } from '../../../shared/contract/patients.ts';
import { minutesOf, quarterHours } from '../../lib/dates.ts';

const FIRST = '08:00';
const LAST = '20:00';

export interface Slot {
  readonly heure: string;
  readonly appointment: Appointment | null;
}

/** [14] Every quarter hour of the day, empty ones included; wider than 8 h – 20 h when an appointment is. */
export function slotsOf(appointments: readonly Appointment[]): Slot[] {
  const byTime = new Map(appointments.map((each) => [each.heure, each]));
  const times = [...byTime.keys(), FIRST, LAST].sort((a, b) => minutesOf(a) - minutesOf(b));
  return quarterHours(times[0] ?? FIRST, times.at(-1) ?? LAST).map((heure) => ({
    heure,
    appointment: byTime.get(heure) ?? null,
  }));
}

/** The nearest free quarter hour before or after an appointment; null when the day has none. */
export function nextFree(slots: readonly Slot[], heure: string, by: 1 | -1): string | null {
  let position = slots.findIndex((slot) => slot.heure === heure) + by;
  while (position >= 0 && position < slots.length) {
    const slot = slots[position];
    if (slot?.appointment === null) return slot.heure;
    position += by;
  }
  return null;
}
