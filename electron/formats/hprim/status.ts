import type { ReadReport } from '../received.ts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Words on the report itself; « calcium corrigé » and « traitement à suivre » are not among them. */
const CORRECTED =
  /annule et remplace|rectificati|compte[- ]rendu (?:rectifie|corrige|modifie)|resultats? (?:rectifie|corrige|modifie)|version (?:corrigee|rectifiee)|\brectifies? le\b/;
const PARTIAL =
  /resultats? partiels?|compte[- ]rendu partiel|resultats? provisoires?|(?:resultats?|examens?|dosages?|complements?|suite|autres)[^\n]{0,40} a suivre|(?:^|\n)\W{0,10}a suivre\W{0,10}(?:\n|$)/;
const LOOKED_AT = 200_000;

/** Status of a report: its lines' first (P, R: partial; C: corrected), else what its text says of it. A correction that still waits for a result is a correction. */
export function reportStatus(statuses: readonly string[], text: string): ReadReport['status'] {
  const words = plain(text.slice(0, LOOKED_AT));
  if (statuses.includes('C') || CORRECTED.test(words)) return 'corrected';
  if (statuses.includes('P') || statuses.includes('R')) return 'partial';
  return statuses.length > 0 && PARTIAL.test(words) ? 'partial' : 'final';
}

const IMAGING =
  /\b(?:radiographies?|scanner|tomodensitometri|tdm\b|irm\b|echographies?|echo-?doppler|mammographies?|scintigraphie|osteodensitometrie|imagerie)/;
const BIOLOGY = /(?:examens? (?:de )?biologi|biologie medicale|laboratoire d.analyses|analyses medicales)/;

/** What a message without results is about, from its first lines. */
export function kindOf(hasResults: boolean, firstLines: readonly string[]): ReadReport['kind'] {
  if (hasResults) return 'biology';
  const words = plain(firstLines.join('\n').slice(0, 2000));
  if (BIOLOGY.test(words)) return 'biology';
  return IMAGING.test(words) ? 'imaging' : 'letter';
}
