import type { IdentiteRecue } from '../../../shared/domain/reception.ts';
import { hasShortYear, looksLikeDate, readBirthDates, readRecentDate } from './dates.ts';

/** The header as positions found it: twelve lines, fewer when it is cut. */
export interface Header {
  /** 'whole', 'cut' (fewer than twelve lines, or no name), or 'none' (results alone). */
  readonly state: 'whole' | 'cut' | 'none';
  readonly identity: IdentiteRecue | null;
  readonly orderNumber: string | null;
  readonly orderDate: string | null;
  readonly sender: Party;
  readonly recipient: Party;
  /** Lines that it takes from the beginning of the message. */
  readonly length: number;
  readonly shifted: boolean;
  readonly warnings: readonly string[];
}

/** Lines 11 and 12: code, blanks, name. */
export interface Party {
  readonly code: string | null;
  readonly name: string;
}

/** Said when lines were not at their places: such an identity proposes and never files alone. */
export const SHIFTED_HEADER = 'En-tête décalé : la date de naissance n’est pas à la ligne 7.';
/** Said when fewer than twelve lines, or no name, were there. */
export const CUT_HEADER = 'En-tête incomplet.';

/** Said when the century of the birth date is our guess. */
export const SHORT_BIRTH_YEAR = 'Année de naissance sur deux chiffres.';

const NOBODY: Party = { code: null, name: '' };
const LENGTH = 12;
const BIRTH = 6;
const ORDER_AFTER_BIRTH = 3;
const hasLetters = (text: string | undefined): boolean => /\p{L}/u.test(text ?? '');
/** A name is short and made of letters: neither a sentence, nor a result, nor a date. */
const isName = (text: string | undefined): boolean => {
  const clean = (text ?? '').trim();
  return clean.length <= 80 && hasLetters(clean) && !/[|:;=<>%]|\d{3}/.test(clean);
};

/** True when twelve lines from here are surely a header: a name, then dates at lines 7 and 10. Where one message may follow another without a mark. */
export function startsHeader(lines: readonly string[], at: number): boolean {
  return (
    looksLikeDate(lines[at + BIRTH] ?? '') &&
    looksLikeDate(lines[at + BIRTH + ORDER_AFTER_BIRTH] ?? '') &&
    isName(lines[at + 1]) &&
    isName(lines[at + 2])
  );
}

/** A lighter look, after an end mark: a name and a birth date that exists at line 7. */
export function mayStartHeader(lines: readonly string[], at: number, today: string): boolean {
  return readBirthDates(lines[at + BIRTH] ?? '', today).length > 0 && isName(lines[at + 1]);
}

/** What follows an end mark and would be a header, were it not for its birth date: somebody's report all the same. */
export function resemblesHeader(lines: readonly string[], at: number): boolean {
  const dated = looksLikeDate(lines[at + BIRTH] ?? '') || looksLikeDate(lines[at + BIRTH + ORDER_AFTER_BIRTH] ?? '');
  return dated && isName(lines[at + 1]) && isName(lines[at + 2]);
}

function party(line: string | undefined): Party {
  const clean = (line ?? '').trim().slice(0, 200);
  const blank = clean.search(/\s/);
  const [code, name] = blank < 0 ? [clean, clean] : [clean.slice(0, blank), clean.slice(blank).trim()];
  if (clean === '') return NOBODY;
  // « . » is no code: local codes are then significant with the sender's name.
  return /^\.+$/.test(code) ? { code: name === code ? null : name, name: name === code ? '' : name } : { code, name };
}

const clean = (line: string | undefined, max = 200): string | null => {
  const text = (line ?? '').trim().replace(/\s+/g, ' ').slice(0, max);
  return text === '' ? null : text;
};

/** A laboratory's routing line (fixed width, over 200 characters) is no number of a patient. */
function senderNumber(line: string | undefined): string | null {
  const text = (line ?? '').trim();
  return text === '' || text.length > 64 ? null : text.replace(/\s+/g, ' ');
}

/** Where the birth date stands: line 7, or among lines 6 to 10 when the address has more or fewer lines. */
function birthLine(lines: readonly string[]): number {
  if (looksLikeDate(lines[BIRTH] ?? '')) return BIRTH;
  // Line 10 alone is the order's date of a header in place whose birth date is missing.
  for (let index = 5; index <= 9; index += 1) {
    if (!looksLikeDate(lines[index] ?? '')) continue;
    const order = [1, 2, 3, 4].some((after) => looksLikeDate(lines[index + after] ?? ''));
    if (order || index < 9) return index;
  }
  return -1;
}

function orderLine(lines: readonly string[], birth: number): number {
  const expected = birth + ORDER_AFTER_BIRTH;
  if (looksLikeDate(lines[expected] ?? '')) return expected;
  for (let index = birth + 1; index <= birth + 5; index += 1) if (looksLikeDate(lines[index] ?? '')) return index;
  return -1;
}

/** After a birth date in place: is what stands at line 10 and around a header whose order date is only missing, or already the report? */
function headerGoesOn(lines: readonly string[], birth: number): boolean {
  const order = (lines[birth + ORDER_AFTER_BIRTH] ?? '').trim();
  const number = (lines[birth + 1] ?? '').trim();
  const social = number === '' || /^[\d\sABXx*.-]{5,25}$/.test(number);
  return lines.length >= LENGTH && social && (order === '' || /^[\d/.\s-]{1,12}$/.test(order));
}

function identityFrom(lines: readonly string[], birth: number, today: string): IdentiteRecue {
  const end = birth < 0 ? Math.min(BIRTH, lines.length) : birth;
  const social = birth < 0 && lines.length < LENGTH ? undefined : lines[(birth < 0 ? BIRTH : birth) + 1];
  return {
    ins: null,
    nom: clean(lines[1]) ?? '',
    nomUtilise: null,
    premierPrenom: null,
    prenoms: clean(lines[2]),
    datesNaissance: birth < 0 ? [] : readBirthDates(lines[birth] ?? '', today),
    sexe: null,
    lieuNaissanceInsee: null,
    adresse: lines
      .slice(3, end)
      .map((line) => clean(line))
      .filter((line) => line !== null),
    numeroSecuriteSociale: /\d/.test(social ?? '') && (social ?? '').trim().length <= 40 ? clean(social) : null,
    identifiantEmetteur: senderNumber(lines[0]),
  };
}

function cutHeader(lines: readonly string[], birth: number, length: number, today: string): Header {
  const named = isName(lines[1]);
  const identity = named
    ? { ...identityFrom(lines.slice(0, length), birth, today), numeroSecuriteSociale: null }
    : null;
  return { ...NO_HEADER, state: 'cut', identity, length, warnings: [CUT_HEADER] };
}

const NO_HEADER: Header = {
  state: 'none',
  identity: null,
  orderNumber: null,
  orderDate: null,
  sender: NOBODY,
  recipient: NOBODY,
  length: 0,
  shifted: false,
  warnings: [],
};

/**
 * Reads the header by positions among the lines that stand before the first mark or result line. A line in excess or missing in the
 * address shifts it; a header without name, or cut, is said so; a message that begins by its results has none.
 */
export function readHeader(lines: readonly string[], today: string): Header {
  if (!lines.some((line) => line !== '')) return NO_HEADER;
  const birth = birthLine(lines);
  const order = birth < 0 ? (looksLikeDate(lines[9] ?? '') ? 9 : -1) : orderLine(lines, birth);
  if (!isName(lines[1])) return cutHeader(lines, birth, Math.min(lines.length, LENGTH), today);
  if (birth >= 0 && order < 0 && !headerGoesOn(lines, birth)) return cutHeader(lines, birth, birth + 1, today);
  if (birth < 0 && order < 0 && !(isName(lines[2]) && lines.length >= LENGTH))
    return cutHeader(lines, birth, Math.min(lines.length, LENGTH), today);
  const at = order >= 0 ? order : birth >= 0 ? birth + ORDER_AFTER_BIRTH : 9;
  if (at + 2 >= lines.length) return cutHeader(lines, birth, Math.min(lines.length, at + 1), today);
  const identity = identityFrom(lines, birth, today);
  const shifted = birth >= 0 && (birth !== BIRTH || at !== 9);
  const orderDate = readRecentDate(lines[at] ?? '');
  const warnings = [
    ...(shifted ? [SHIFTED_HEADER] : []),
    ...(birth >= 0 && hasShortYear(lines[birth] ?? '') ? [SHORT_BIRTH_YEAR] : []),
    ...(identity.datesNaissance.length === 0 ? ['Date de naissance absente ou impossible dans l’en-tête.'] : []),
    ...(orderDate === null ? ['Date de la demande absente ou impossible dans l’en-tête.'] : []),
  ];
  return {
    state: 'whole',
    identity,
    orderNumber: clean(lines[at - 1], 100),
    orderDate,
    sender: party(lines[at + 1]),
    recipient: party(lines[at + 2]),
    length: Math.min(at + 3, lines.length),
    shifted,
    warnings,
  };
}
