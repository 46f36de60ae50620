import { CdaInputError } from './input-error.ts';

/** Moment on the wall clock of the practice: the instant and what the zone added to it, in minutes (60 or 120 in metropolitan France). */
export interface ZonedInstant {
  readonly instant: string;
  readonly zoneOffsetMinutes: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

function wallClock(moment: ZonedInstant): Date {
  const time = Date.parse(moment.instant);
  const offset = moment.zoneOffsetMinutes;
  if (Number.isNaN(time) || !Number.isInteger(offset) || Math.abs(offset) > 14 * 60) {
    throw new CdaInputError('La date du document n’est pas valable : rien n’a été produit.');
  }
  return new Date(time + offset * 60_000);
}

/** HL7 TS with seconds and zone: 20260105093000+0100. */
export function hl7Timestamp(moment: ZonedInstant): string {
  const digits = wallClock(moment).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const offset = Math.abs(moment.zoneOffsetMinutes);
  return `${digits}${moment.zoneOffsetMinutes < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}${two(offset % 60)}`;
}

/** Civil day of the moment where it happened, AAAA-MM-JJ. */
export function civilDay(moment: ZonedInstant): string {
  return wallClock(moment).toISOString().slice(0, 10);
}

/** HL7 TS of a whole or partial civil date: 2014-07 is 201407, never a made-up day. */
export function hl7Date(civil: string): string {
  return civil.replaceAll('-', '');
}

/** What a zone adds to UTC at an instant, in minutes: pure, from the platform's own zone tables. */
export function zoneOffsetMinutes(instant: Date, timeZone = 'Europe/Paris'): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
