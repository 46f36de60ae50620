/** [66] « dose de … à …, par … ». */
export interface Dosage {
  readonly de: string;
  readonly a: string;
  readonly par: string;
}

/** « 1 à 3 injections par jour », from what was typed in the three small fields; '' when all are empty. */
export function composeDosage({ de, a, par }: Dosage): string {
  const range = [de.trim(), a.trim()].filter((each) => each !== '').join(' à ');
  const rhythm = par.trim();
  if (range === '') return rhythm === '' ? '' : `par ${rhythm}`;
  return rhythm === '' ? range : `${range} par ${rhythm}`;
}

/** The three fields of a composed dosage; null when the text was written freely. */
export function readDosage(text: string): Dosage | null {
  if (text.trim() === '') return { de: '', a: '', par: '' };
  const match = /^(.+?)(?: à (.+?))?(?: par (.+))?$/.exec(text.trim());
  if (match === null) return null;
  const dosage = { de: match[1] ?? '', a: match[2] ?? '', par: match[3] ?? '' };
  return composeDosage(dosage) === text.trim() && (dosage.a !== '' || dosage.par !== '') ? dosage : null;
}
