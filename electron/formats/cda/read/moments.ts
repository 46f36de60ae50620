import { zoneOffsetMinutes } from '../time.ts';

const STAMP = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?([+-]\d{4})?$/;

interface Moment {
  readonly day: string;
  /** hh:mm, null when the stamp is a day. */
  readonly time: string | null;
  readonly seconds: string;
  /** Minutes added to UTC; null when the stamp has no zone. */
  readonly zone: number | null;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function momentOf(stamp: string | null): Moment | null {
  const found = STAMP.exec(stamp ?? '');
  if (found === null) return null;
  const [, year = '', month = '', day = '', hour, minute, seconds = '00', zone] = found;
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  const known = hour !== undefined && minute !== undefined && Number(hour) < 24 && Number(minute) < 60;
  return {
    day: `${year}-${month}-${day}`,
    time: known ? `${hour}:${minute}` : null,
    seconds: Number(seconds) < 60 ? seconds : '59',
    zone:
      zone === undefined ? null : (zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))),
  };
}

const instantOf = ({ day, time, seconds, zone }: Moment): Date =>
  new Date(Date.parse(`${day}T${time ?? '00:00'}:${seconds}Z`) - (zone ?? 0) * 60_000);

/** HL7 TS to a civil day, AAAA-MM-JJ; null when it is not a whole and real day. */
export function dayOf(stamp: string | null): string | null {
  return momentOf(stamp)?.day ?? null;
}

/**
 * HL7 TS to the wall clock of the place, to the minute (2026-03-16T08:10), or the day alone; null when it is no date. The clock is the one written: a laboratory of La
 * Réunion writes +0400. Choix, à vérifier: +0000 is nobody's clock in France, so it is brought to that of Paris.
 */
export function localOf(stamp: string | null): string | null {
  const moment = momentOf(stamp);
  if (moment === null || moment.time === null) return moment?.day ?? null;
  if (moment.zone !== 0) return `${moment.day}T${moment.time}`;
  const instant = instantOf(moment);
  return new Date(instant.getTime() + zoneOffsetMinutes(instant) * 60_000).toISOString().slice(0, 16);
}

/** HL7 TS to an instant (ISO, UTC) when it has a time and a zone, else to its civil day; null when it is no date. */
export function instantOrDay(stamp: string | null): string | null {
  const moment = momentOf(stamp);
  if (moment === null) return null;
  return moment.time === null || moment.zone === null ? moment.day : instantOf(moment).toISOString();
}

/** A local moment as the French write it: 16/03/2026 11:05, or the day alone. */
export function frenchOf(stamp: string | null): string | null {
  const local = localOf(stamp);
  if (local === null) return null;
  const [day = '', time] = local.split('T');
  const date = day.split('-').reverse().join('/');
  return time === undefined ? date : `${date} ${time}`;
}
