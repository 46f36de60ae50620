import { dayAfter, readRecentDate } from './dates.ts';

const plain = (line: string): string => line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const DATE = String.raw`(\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))(?!\d)`;
const TIME = String.raw`(?:[ ,]{0,3}(?:a|vers|-)?[ ]{0,3}(\d{1,2}) ?[h:] ?(\d{2})?)?`;
const SAMPLED = new RegExp(
  String.raw`(?:preleve(?:e?s?)|prelevements?|prelev)(?: (?:effectue|realise|recu|fait))? ?:? ?(?:le|du|ce jour)? ?:? ?${DATE}${TIME}`,
);
const EXAMINED = new RegExp(String.raw`examens?(?: de biologie| biologiques?| de laboratoire)? du ?:? ?${DATE}${TIME}`);

/** What the text says of the sample, and what had to be ignored in it. */
export interface Sampling {
  /** ISO local time to the minute, or the civil date alone; null when nothing says. */
  readonly at: string | null;
  readonly warnings: readonly string[];
}

interface Limits {
  readonly today: string;
  readonly birthDates: readonly string[];
}

const IMPOSSIBLE = 'Date de prélèvement impossible, ignorée.';

function plausible(date: string | null, { today, birthDates }: Limits): date is string {
  if (date === null || date > dayAfter(today)) return false;
  return birthDates.length === 0 || birthDates.some((birth) => date >= birth);
}

function found(match: RegExpExecArray, limits: Limits): string | null {
  const [, written = '', hour, minute = '00'] = match;
  const date = readRecentDate(written);
  if (!plausible(date, limits)) return null;
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return date;
  return `${date}T${hour.padStart(2, '0')}:${minute}`;
}

function firstIn(lines: readonly string[], word: string, pattern: RegExp, limits: Limits): Sampling {
  let warned = false;
  for (const line of lines) {
    if (line.length > 400) continue;
    const text = plain(line).replace(/ {2,}/g, ' ');
    if (!text.includes(word)) continue;
    const match = pattern.exec(text);
    if (match === null) continue;
    const at = found(match, limits);
    if (at !== null) return { at, warnings: warned ? [IMPOSSIBLE] : [] };
    warned = true;
  }
  return { at: null, warnings: warned ? [IMPOSSIBLE] : [] };
}

/**
 * When the sample was taken: « prélevé le … », then « examen du … », then the date of the order. A date after tomorrow, before birth
 * or that does not exist is no evidence: the next source is asked.
 */
export function samplingDate(lines: readonly string[], orderDate: string | null, limits: Limits): Sampling {
  const sampled = firstIn(lines, 'prelev', SAMPLED, limits);
  if (sampled.at !== null) return sampled;
  const examined = firstIn(lines, 'examen', EXAMINED, limits);
  const warnings = [...sampled.warnings, ...examined.warnings];
  if (examined.at !== null) return { at: examined.at, warnings };
  if (orderDate === null) return { at: null, warnings };
  if (plausible(orderDate, limits)) return { at: orderDate, warnings };
  return {
    at: null,
    warnings: [...warnings, 'Date de la demande impossible (future ou avant la naissance), ignorée.'],
  };
}
