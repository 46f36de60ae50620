import type { LabResult } from '../../../shared/domain/biology.ts';
import { unitOf } from '../../../shared/domain/analytes/index.ts';
import { MAX_NUMBER } from './limits.ts';

export type Comparator = NonNullable<LabResult['comparator']>;

/** A value as it was written, and the number in it when there is nothing but a number. */
export interface ParsedValue {
  readonly text: string | null;
  readonly value: number | null;
  readonly comparator: Comparator | null;
  /** Unit written inside the value; null when there was none. */
  readonly unit: string | null;
  /** The laboratory had put it between stars. */
  readonly highlighted: boolean;
  /** Not known yet (« en cours », « à suivre »). */
  readonly pending: boolean;
}

const COMPARATORS: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:<=|=<|≤|&lt;=|inf(?:[ée]rieure?)? ?ou [ée]gale? ?[àa]?)/i, '<='],
  [/^(?:>=|=>|≥|&gt;=|sup(?:[ée]rieure?)? ?ou [ée]gale? ?[àa]?)/i, '>='],
  [/^(?:<|&lt;|inf(?:[ée]rieure?)?\.? ?(?:[àa](?= |\d))?|moins de)/i, '<'],
  [/^(?:>|&gt;|sup(?:[ée]rieure?)?\.? ?(?:[àa](?= |\d))?|plus de)/i, '>'],
];

/** One number: blanks only as marks of thousands, one decimal comma or point. « 1.234 » is one and a bit: nothing is guessed in a result line. */
const NUMBER = /^[+-]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})?(?:[.,]\d{1,12})?(?![\d.,])/;
const PENDING = /^(?:en cours|a suivre|à suivre|en attente|resultat a suivre|résultat à suivre|non parvenu)\b/i;

interface ReadNumber {
  readonly value: number;
  readonly rest: string;
}

function leadingNumber(text: string): ReadNumber | null {
  const written = NUMBER.exec(text)?.[0] ?? '';
  if (!/\d/.test(written)) return null;
  const value = Number(written.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));
  return Number.isFinite(value) ? { value, rest: text.slice(written.length).trim() } : null;
}

function leadingComparator(text: string): { comparator: Comparator | null; rest: string } {
  for (const [pattern, comparator] of COMPARATORS) {
    const found = pattern.exec(text);
    if (found !== null) return { comparator, rest: text.slice(found[0].length).trim() };
  }
  return { comparator: null, rest: text };
}

/** What follows a number may be its unit: known, or at least built as one; anything else makes the whole value text. */
function isUnit(text: string): boolean {
  return unitOf(text) !== null || /^(?:[%‰]|[A-Za-zµμ0-9^*]{1,8}\/[A-Za-zµμ0-9^*.,²³/]{1,16})$/.test(text);
}

/**
 * Reads a value field of a result line. A comparator and a number, a unit that repeats or stands for the empty unit field, stars of
 * highlighting; all the rest is text. Never guesses a thousands mark.
 */
export function parseValue(field: string, unitField: string | null): ParsedValue {
  const trimmed = field.trim();
  const text = trimmed.replace(/^\*{1,5}|\*{1,5}$/g, '').trim();
  const highlighted = text !== trimmed;
  const none = { text: text === '' ? null : text, value: null, comparator: null, unit: null, highlighted };
  if (text === '' || text.length > MAX_NUMBER) return { ...none, pending: false };
  if (PENDING.test(text)) return { ...none, pending: true };
  const { comparator, rest } = leadingComparator(text);
  const number = leadingNumber(rest);
  if (number === null) return { ...none, pending: false };
  const unit = number.rest === '' ? null : number.rest;
  const sameUnit = unit === null || unitField === null || unitOf(unit)?.canonical === unitOf(unitField)?.canonical;
  if (unit !== null && !(isUnit(unit) && sameUnit)) return { ...none, pending: false };
  return { ...none, value: number.value, comparator, unit, pending: false };
}

/** Bounds of a reference range, and the range as words when it is not two numbers. */
export interface ParsedRange {
  readonly low: number | null;
  readonly high: number | null;
  readonly words: string | null;
}

const BOTH = /^\(?\s*([+-]?\d{1,12}(?:[.,]\d{1,9})?)\s*(?:-|–|—|à|a|;|\/)\s*([+-]?\d{1,12}(?:[.,]\d{1,9})?)\s*\)?$/i;
const toNumber = (text: string | undefined): number => Number((text ?? '').replace(',', '.'));

/** Reads the two fields of a reference range; a first field may hold both (« 2.20-2.60 », « -2 - 2 », « < 5 »). */
export function parseRange(first: string, second: string, unit: string | null): ParsedRange {
  const [a, b] = [first.trim(), second.trim()];
  const words = [a, b].filter((each) => each !== '').join(' - ');
  const unreadable: ParsedRange = { low: null, high: null, words: words === '' ? null : words };
  if (words === '' || words.length > MAX_NUMBER) return unreadable;
  if (b === '' || a === '') {
    const both = BOTH.exec(a || b);
    if (both) return ordered(toNumber(both[1]), toNumber(both[2]), words);
  }
  const [low, high] = [parseValue(a.replace(/^\((.*)\)$/, '$1'), unit), parseValue(b, unit)];
  if ((a !== '' && low.value === null) || (b !== '' && high.value === null)) return unreadable;
  if (low.comparator?.startsWith('<') && b === '') return { low: null, high: low.value, words };
  if (low.comparator?.startsWith('<') || high.comparator?.startsWith('>')) return unreadable;
  if (low.value !== null && high.value !== null) return ordered(low.value, high.value, words);
  return { low: low.value, high: high.value, words: low.comparator || high.comparator ? words : null };
}

/** A range written upside down says nothing sure. */
function ordered(low: number, high: number, words: string): ParsedRange {
  return low <= high ? { low, high, words: null } : { low: null, high: null, words };
}

/** What the bounds say of a value, the comparator counted: `>90` above a low of 60 is normal, `<5` under a high of 5 too. */
export function againstBounds(
  value: number | null,
  comparator: Comparator | null,
  low: number | null,
  high: number | null,
): 'N' | 'L' | 'H' | null {
  if (value === null || (low === null && high === null)) return null;
  if (comparator === '<' || comparator === '<=') {
    if (low !== null && (value < low || (comparator === '<' && value === low && low > 0))) return 'L';
    return high !== null && value <= high && (low === null || low <= 0) ? 'N' : null;
  }
  if (comparator === '>' || comparator === '>=') {
    if (high !== null && (value > high || (comparator === '>' && value === high))) return 'H';
    return low !== null && value >= low && high === null ? 'N' : null;
  }
  if (low !== null && value < low) return 'L';
  return high !== null && value > high ? 'H' : 'N';
}
