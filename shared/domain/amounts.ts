/** A duration that HL7 can hold: a whole number of a UCUM unit. */
export interface Duration {
  readonly value: number;
  readonly unit: 'd' | 'wk' | 'mo' | 'a';
}

const DURATION = /^(\d{1,3})\s*(j|jours?|sem\.?|semaines?|mois|ans?)$/i;

function unitOf(word: string): Duration['unit'] {
  if (word.startsWith('j')) return 'd';
  if (word.startsWith('s')) return 'wk';
  return word.startsWith('m') ? 'mo' : 'a';
}

/** « 3 mois » → 3 mo. null for anything else the doctor may have written (« jusqu’au contrôle », « trois jours »): the words stand alone. */
export function durationOf(text: string): Duration | null {
  const [, count, word] = DURATION.exec(text.trim()) ?? [];
  if (count === undefined || word === undefined || Number(count) === 0) return null;
  return { value: Number(count), unit: unitOf(word.toLowerCase()) };
}

/** Number of boxes of « 2 boîtes »; null for a quantity said otherwise. */
export function boxesOf(text: string): number | null {
  const [, count] = /^(\d{1,3})\s*bo[iî]tes?$/i.exec(text.trim()) ?? [];
  return count === undefined || Number(count) === 0 ? null : Number(count);
}
