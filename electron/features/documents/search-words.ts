import type { LigneTrouvee } from '../../../shared/contract/documents.ts';
import { comparableName } from '../../../shared/domain/patient.ts';

const MOST_WORDS = 8;

/** What was typed, as words to compare: no accents, no case; words of one letter would be everything. */
export function wordsOf(typed: string): string[] {
  return comparableName(typed)
    .split(' ')
    .filter((word) => word.length > 1)
    .slice(0, MOST_WORDS);
}

/** Words of a text that the index would not find as they are typed: œ and æ are two letters on a keyboard. */
export function foldedWords(text: string): string {
  return [...text.matchAll(/[\p{L}\p{N}]*[œŒæÆ][\p{L}\p{N}]*/gu)].map(([word]) => comparableName(word)).join(' ');
}

const columns = '{entete corps autres}';

/** Every word by its beginning, anywhere in the document or in its title, type, author and establishment, in one patient's record. null when there is no word. */
export function matchOf(typed: string, patientKey: number): string | null {
  const words = wordsOf(typed);
  if (words.length === 0) return null;
  return [`patient : "p${patientKey}"`, ...words.map((word) => `${columns} : "${word}"*`)].join(' AND ');
}

const BEFORE = 60;
const LENGTH = 170;

/** Where the words stand in a line: [start, end] of each piece found, in order. */
function placesIn(
  line: string,
  words: readonly string[],
): { readonly found: Set<string>; readonly at: [number, number][] } {
  const found = new Set<string>();
  const at: [number, number][] = [];
  for (const { 0: token, index } of line.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const compared = comparableName(token);
    const hit = words.filter((word) => compared.startsWith(word));
    if (hit.length === 0) continue;
    for (const word of hit) found.add(word);
    at.push([index, index + token.length]);
  }
  return { found, at };
}

/** The line that holds most of the words, the first of them when several do, cut around them; null when they are in the title alone. */
export function lineFound(text: string, words: readonly string[]): LigneTrouvee | null {
  let best: { line: string; count: number; at: [number, number][] } | null = null;
  for (const line of text.split('\n')) {
    const { found, at } = placesIn(line, words);
    if (found.size > (best?.count ?? 0)) best = { line, count: found.size, at };
    if (found.size === words.length) break;
  }
  const first = best?.at[0];
  if (best === null || first === undefined) return null;
  const from = first[0] > BEFORE ? Math.max(0, best.line.indexOf(' ', first[0] - BEFORE) + 1) : 0;
  const to = Math.min(best.line.length, from + LENGTH);
  const morceaux: { texte: string; trouve: boolean }[] = [];
  let at = from;
  for (const [start, end] of best.at) {
    if (start < at || end > to) continue;
    if (start > at) morceaux.push({ texte: best.line.slice(at, start), trouve: false });
    morceaux.push({ texte: best.line.slice(start, end), trouve: true });
    at = end;
  }
  if (at < to) morceaux.push({ texte: best.line.slice(at, to), trouve: false });
  return { avant: from > 0, morceaux, apres: to < best.line.length };
}
