import { FRENCH_WORDS } from './french-words.data.ts';

const LOWER = 'àâçéèêëîïôùûüÿœöä';
const UPPER = 'ÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÖÄ';
/** Accents that French words begin by. */
const FIRST_LOWER = 'éà';
const FIRST_UPPER = 'ÉÀÊÈÎÂÇŒ';
/** Signs that French reports really hold. */
const SIGNS = '°µμ²³«»’‘“”–—…€±½×≤≥·•©®\u00a0\u202fβα£§¹';

const isLower = (character: string | undefined): boolean =>
  character !== undefined && ((character >= 'a' && character <= 'z') || LOWER.includes(character));
const isUpper = (character: string | undefined): boolean =>
  character !== undefined && ((character >= 'A' && character <= 'Z') || UPPER.includes(character));
const isLetter = (character: string | undefined): boolean => isLower(character) || isUpper(character);

function lowerScore(character: string, before: string | undefined, after: string | undefined): number {
  if (isLower(before) && isLower(after)) return 3;
  // « à » stands alone; « état » and « élevé » begin and end by their accent.
  if (!isLetter(before) && !isLetter(after)) return character === 'à' ? 2 : -1;
  if (isUpper(before) && isUpper(after)) return -2;
  if (isLower(before)) return 2;
  return isLower(after) ? (FIRST_LOWER.includes(character) ? 2 : 1) : -1;
}

function upperScore(character: string, before: string | undefined, after: string | undefined): number {
  if (isLower(before)) return -3;
  if (isUpper(before) || isUpper(after)) return 2;
  return isLower(after) ? (FIRST_UPPER.includes(character) ? 2 : 0) : -1;
}

function signScore(character: string, before: string | undefined, after: string | undefined): number {
  if (character === 'µ' || character === 'μ') return after !== undefined && /[gmlukUM3^]/.test(after) ? 3 : 0;
  if (character === '²' || character === '³') return before === 'm' ? 2 : 0;
  if (character === '°') return before === 'N' || before === 'n' || /[\d ]/.test(before ?? ' ') ? 1 : 0;
  if (character === '’') return isLetter(before) && isLetter(after) ? 2 : 0;
  return SIGNS.includes(character) ? 0 : -3;
}

function wordAround(text: string, index: number): string {
  let start = index;
  let end = index + 1;
  while (start > 0 && index - start < 30 && isLetter(text[start - 1])) start -= 1;
  while (end < text.length && end - index < 30 && isLetter(text[end])) end += 1;
  return text.slice(start, end).toLowerCase();
}

/**
 * How French a decoded text looks: accents where French puts them, words of a laboratory, and nothing else above 127. Comparable
 * between decodings of the same bytes only.
 */
export function frenchScore(text: string): number {
  let score = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    const character = text[index] ?? '';
    const [before, after] = [text[index - 1], text[index + 1]];
    if (code < 0xa0 || code === 0xfffd || (code >= 0x2500 && code < 0x25a0)) score -= 4;
    else if (LOWER.includes(character)) score += lowerScore(character, before, after);
    else if (UPPER.includes(character)) score += upperScore(character, before, after);
    else score += signScore(character, before, after);
    if (isLetter(character) && FRENCH_WORDS.has(wordAround(text, index))) score += 5;
  }
  return score;
}
