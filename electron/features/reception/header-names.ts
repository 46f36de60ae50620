import { comparableName } from '../../../shared/domain/patient.ts';

/** Names as a header writes them, comparable, and what was loosened to read them so. */
export interface HeaderNames {
  /** One name, or the two of « A née B »; which is the birth name is unknown. */
  readonly names: readonly string[];
  /** True when the line was split: the names then only propose (choice of prudence: nothing says that the split is right). */
  readonly split: boolean;
  /** Every first name sent; empty when there is none. */
  readonly firstNames: string;
}

const CIVILITY = /^(?:M|MR|MME|MLLE|DR|ENF)\s+(?=\S)/;
const BETWEEN_NAMES = /\s+(?:NEE|NE E|EP|EPOUSE|VVE|VEUVE|DIT|DITE)\s+/;
const PARTICLES = new Set([
  'DE',
  'DU',
  'DES',
  'D',
  'LE',
  'LA',
  'LES',
  'L',
  'VAN',
  'VON',
  'DEN',
  'DER',
  'EL',
  'AL',
  'BEN',
]);

export function readHeaderNames(identity: {
  readonly nom: string;
  readonly nomUtilise: string | null;
  readonly premierPrenom: string | null;
  readonly prenoms: string | null;
}): HeaderNames {
  const whole = comparableName(identity.nom).replace(CIVILITY, '');
  const parts = ` ${whole} `.split(BETWEEN_NAMES).map((part) => part.trim());
  const used = identity.nomUtilise === null ? '' : comparableName(identity.nomUtilise);
  const names = [...new Set([...parts, used])].filter((name) => name !== '');
  const firstNames = comparableName(identity.prenoms ?? '') || comparableName(identity.premierPrenom ?? '');
  return { names, split: names.length > 1, firstNames };
}

/** How sure an equality is: « equal » as written, « approx » by a loosening that only proposes. */
export type Level = 'equal' | 'approx' | 'none';

const glued = (name: string): string => name.replaceAll(' ', '');
const withoutParticles = (name: string): string =>
  name
    .split(' ')
    .filter((word) => !PARTICLES.has(word))
    .join(' ');

/** Edits between two words, counted up to `limit`; `limit + 1` beyond. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const best = Math.min(
        (previous[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (previous[column - 1] ?? limit) + cost,
      );
      current.push(best);
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}

/** Two edits in « LEA » make another name: short ones bear one, the shortest none. */
const tolerated = (name: string): number => (name.length >= 6 ? 2 : name.length >= 3 ? 1 : 0);
const near = (a: string, b: string): boolean => {
  const limit = Math.min(tolerated(a), tolerated(b));
  return limit > 0 && editDistance(a, b, limit) <= limit;
};

/** The header's name against the birth and used names of a patient, all comparable. */
export function nameLevel(header: string, names: readonly string[]): Level {
  if (names.includes(header)) return 'equal';
  const compound = names.length > 1 ? [names.join(' '), [...names].reverse().join(' ')] : [];
  const close = [...names, ...compound].some(
    (name) =>
      glued(name) === glued(header) ||
      withoutParticles(name) === withoutParticles(header) ||
      near(glued(name), glued(header)),
  );
  return close ? 'approx' : 'none';
}

export interface FirstNames {
  readonly first: string;
  readonly used: string | null;
  /** All of them, in the order of civil status. */
  readonly all: string;
}

/** The header's first names against a patient's; a hyphen or second names that contradict nothing are no difference. */
export function firstNameLevel(header: string, patient: FirstNames): Level {
  const { first, used, all } = patient;
  if (header === '') return 'none';
  if (header === first || header === used || header === all || glued(header) === glued(first)) return 'equal';
  if (header.startsWith(`${first} `))
    return all === first || `${all} `.startsWith(`${header} `) || header.startsWith(`${all} `) ? 'equal' : 'approx';
  const close =
    (used !== null && header.startsWith(`${used} `)) ||
    first.startsWith(`${header} `) ||
    near(glued(header), glued(first));
  return close ? 'approx' : 'none';
}

/** « MARIE » may be the shortened « Marie-Claude » as well as a Marie. */
export function mayBeShortened(header: string, { first }: FirstNames): boolean {
  return header !== '' && first.startsWith(`${header} `);
}
