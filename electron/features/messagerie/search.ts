import { comparableName } from '../../../shared/domain/patient.ts';

/** Longest beginning that the index keeps ready; longer beginnings are found among those. */
const MOST_WORDS = 8;

/**
 * What was typed, as the text index asks it: every word by its beginning, in sender, subject, text or patient; « a-b » is two words. null when nothing is left to
 * look for: a search of one letter would be everything.
 */
export function matchOf(typed: string): string | null {
  const words = comparableName(typed)
    .split(' ')
    .filter((word) => word.length > 1)
    .slice(0, MOST_WORDS);
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' AND ');
}
