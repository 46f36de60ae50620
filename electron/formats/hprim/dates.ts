const OLDEST = 1850;
const LATEST = 2100;

const pad = (value: number): string => String(value).padStart(2, '0');

/** ISO civil date of a day that exists, else null. Years are those of living people and their reports. */
export function civilDate(year: number, month: number, day: number): string | null {
  if (year < OLDEST || year > LATEST || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 ? `${year}-${pad(month)}-${pad(day)}` : null;
}

const SEPARATED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const COMPACT = /^\d{8}$/;

/** A line that is a date and nothing else, whether that day exists or not: where lines of a header are recognised by. */
export function looksLikeDate(text: string): boolean {
  const clean = text.trim();
  return clean.length <= 12 && (SEPARATED.test(clean) || ISO.test(clean) || COMPACT.test(clean));
}

/** Day, month and year in French order (never month first); the year as written, two digits or four. */
function parts(text: string): { year: number; month: number; day: number; short: boolean } | null {
  const clean = text.trim();
  if (clean.length > 12) return null;
  const separated = SEPARATED.exec(clean);
  if (separated) {
    const [, day = '', month = '', year = ''] = separated;
    return { year: Number(year), month: Number(month), day: Number(day), short: year.length === 2 };
  }
  const iso = ISO.exec(clean);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), short: false };
  if (!COMPACT.test(clean)) return null;
  const yearFirst = { year: +clean.slice(0, 4), month: +clean.slice(4, 6), day: +clean.slice(6), short: false };
  if (civilDate(yearFirst.year, yearFirst.month, yearFirst.day) !== null) return yearFirst;
  return { year: +clean.slice(4), month: +clean.slice(2, 4), day: +clean.slice(0, 2), short: false };
}

/** True for a date whose year has two digits: the century is then our guess, even when only one is possible. */
export function hasShortYear(text: string): boolean {
  return parts(text)?.short === true;
}

/** The date of an order or a sample: two-digit years are of this century. Null when it is no date or no day that exists. */
export function readRecentDate(text: string): string | null {
  const read = parts(text);
  return read === null ? null : civilDate(read.short ? 2000 + read.year : read.year, read.month, read.day);
}

const OLDEST_AGE = 110;

/** The birth dates that a line may mean: none, one, or two when a two-digit year leaves both centuries possible (age 0 to 110 today). */
export function readBirthDates(text: string, today: string): string[] {
  const read = parts(text);
  if (read === null) return [];
  const years = read.short ? [1900 + read.year, 2000 + read.year] : [read.year];
  const dates = years.map((year) => civilDate(year, read.month, read.day)).filter((date) => date !== null);
  const year = Number(today.slice(0, 4));
  return dates.filter((date) => date <= today && (!read.short || year - Number(date.slice(0, 4)) <= OLDEST_AGE));
}

const FRENCH_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** The civil date of an instant in France, which is what a report means by « today ». */
export function frenchDay(now: Date): string {
  return FRENCH_DAY.format(now);
}

/** The next day of a civil date. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
