import type { Instant } from '../../../shared/domain/civil-date.ts';

const WHOLE_DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

const PARIS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** Minutes that the clock of metropolitan France is ahead of UTC at an instant. */
function parisOffset(instant: number): number {
  const parts = Object.fromEntries(PARIS.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / 60_000) * 60_000) / 60_000);
}

/**
 * The instant a document stands at in a list: its own instant, its local time on the clock of metropolitan France, noon of its civil date (so that no time zone
 * moves it to another day), or when it came.
 */
export function instantOfDocument(date: string | null, received: string): Instant {
  if (date === null) return received as Instant;
  if (WHOLE_DAY.test(date)) return `${date}T12:00:00.000Z` as Instant;
  const local = LOCAL.exec(date);
  const milliseconds = Date.parse(local ? `${local[1]}T${local[2]}:${local[3]}:${local[4] ?? '00'}Z` : date);
  if (Number.isNaN(milliseconds)) return received as Instant;
  return new Date(local ? milliseconds - parisOffset(milliseconds) * 60_000 : milliseconds).toISOString() as Instant;
}

/** The civil day that a date or local time says; of an instant, its day in metropolitan France. */
export function dayOf(date: string): string {
  if (WHOLE_DAY.test(date) || LOCAL.test(date)) return date.slice(0, 10);
  const milliseconds = Date.parse(date);
  if (Number.isNaN(milliseconds)) return date.slice(0, 10);
  return new Date(milliseconds + parisOffset(milliseconds) * 60_000).toISOString().slice(0, 10);
}
