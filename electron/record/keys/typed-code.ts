import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a code read from paper has one spelling. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A kind of code: random characters of 5 bits each, then check characters, shown by groups of four. */
export interface CodeShape {
  readonly purpose: string;
  readonly random: number;
  readonly check: number;
}

/** Recovery code: 110 bits. */
export const RECOVERY_CODE: CodeShape = { purpose: 'recovery', random: 22, check: 2 };
/** One-time code of a newcomer: 75 bits, good for 15 minutes. */
export const ENROLMENT_CODE: CodeShape = { purpose: 'enrolment', random: 15, check: 1 };

function checkOf(body: string, shape: CodeShape): string {
  const digest = createHash('sha256').update(`hygie ${shape.purpose} ${body}`).digest();
  return Array.from(digest.subarray(0, shape.check), (byte) => ALPHABET[byte % 32] ?? '').join('');
}

/** A new code, as it is shown: « 7K3Q-… ». */
export function newCode(shape: CodeShape): string {
  const body = Array.from(randomBytes(shape.random), (byte) => ALPHABET[byte % 32] ?? '').join('');
  return (body + checkOf(body, shape)).replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * What was typed, in its one spelling: blanks and dashes dropped, O read as 0, I and L as 1.
 * null when a character is missing or the check characters do not fit (a typing mistake).
 */
export function readCode(typed: string, shape: CodeShape): string | null {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-‐‑–—.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (code.length !== shape.random + shape.check || [...code].some((character) => !ALPHABET.includes(character)))
    return null;
  const body = code.slice(0, shape.random);
  return checkOf(body, shape) === code.slice(shape.random) ? code : null;
}
