import { civilDateOf, formatCivilDate, type CivilDate } from '../../shared/domain/civil-date.ts';

/** The practice's clock. Choix : métropole ; une structure d'outre-mer demandera un réglage, à vérifier. */
export const PRACTICE_TIME_ZONE = 'Europe/Paris';

const TIME = new Intl.DateTimeFormat('fr-FR', { timeZone: PRACTICE_TIME_ZONE, hour: '2-digit', minute: '2-digit' });
const TIME_SECONDS = new Intl.DateTimeFormat('fr-FR', {
  timeZone: PRACTICE_TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const WEEKDAY = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', weekday: 'long' });

export function today(now: Date = new Date()): CivilDate {
  return civilDateOf(now, PRACTICE_TIME_ZONE);
}

/** Civil date of an instant, as jj/mm/aaaa on the practice's clock. */
export function formatInstantDate(instant: string): string {
  return formatCivilDate(civilDateOf(new Date(instant), PRACTICE_TIME_ZONE));
}

/** « 10:32 ». */
export function formatTime(instant: string | Date): string {
  return TIME.format(new Date(instant));
}

/** « 10:32:05 ». */
export function formatTimeSeconds(instant: string | Date): string {
  return TIME_SECONDS.format(new Date(instant));
}

/** « 22/11/2026 à 10:32 ». */
export function formatInstant(instant: string): string {
  return `${formatInstantDate(instant)} à ${formatTime(instant)}`;
}

/** « lundi », for a civil date. */
export function weekday(date: string): string {
  return WEEKDAY.format(new Date(`${date}T12:00:00Z`));
}

/** A civil date some days later (or earlier). */
export function addDays(date: string, days: number): CivilDate {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10) as CivilDate;
}

/** Quarter hours from one to another, both included: "08:00", "08:15"… */
export function quarterHours(from: string, to: string): string[] {
  const slots: string[] = [];
  for (let minutes = minutesOf(from); minutes <= minutesOf(to); minutes += 15) slots.push(timeOf(minutes));
  return slots;
}

/** The quarter hour that an instant falls in, on the practice's clock. */
export function quarterOf(now: Date): string {
  const minutes = minutesOf(formatTime(now));
  return timeOf(minutes - (minutes % 15));
}

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
