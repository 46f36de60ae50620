import type { NoteContent, ProblemeAborde } from '../../../../shared/domain/medical.ts';

/** The note as it is typed: measures stay text until they are numbers in their range. */
export interface NoteText {
  readonly motif: string;
  readonly texte: string;
  readonly poids: string;
  readonly taille: string;
  readonly systolique: string;
  readonly diastolique: string;
  readonly problemes: readonly ProblemeAborde[];
}

export type Measure = 'poids' | 'taille' | 'systolique' | 'diastolique';

interface Range {
  readonly label: string;
  readonly unite: string;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** Same bounds as the contract's schema, and one decimal for a weight. */
export const MEASURES: Readonly<Record<Measure, Range>> = {
  poids: { label: 'Poids', unite: 'kg', min: 0.2, max: 400, whole: false },
  taille: { label: 'Taille', unite: 'cm', min: 20, max: 260, whole: false },
  systolique: { label: 'TA systolique', unite: 'mmHg', min: 30, max: 300, whole: true },
  diastolique: { label: 'TA diastolique', unite: 'mmHg', min: 10, max: 200, whole: true },
};

export type ReadMeasure = { readonly value: number | null; readonly error: string | null };

/** « 72,5 » → 72.5; nothing typed → null; anything else → null with a French reason. */
export function readMeasure(name: Measure, text: string): ReadMeasure {
  const range = MEASURES[name];
  const clean = text.trim().replace(',', '.');
  if (clean === '') return { value: null, error: null };
  const value = Number(clean);
  if (!/^\d+(\.\d+)?$/.test(clean)) return { value: null, error: 'nombre attendu' };
  if (range.whole && !Number.isInteger(value)) return { value: null, error: 'nombre entier attendu' };
  if (value < range.min || value > range.max) {
    return { value: null, error: `entre ${String(range.min).replace('.', ',')} et ${range.max} ${range.unite}` };
  }
  return { value, error: null };
}

const NAMES = Object.keys(MEASURES) as readonly Measure[];

/**
 * What can be written of a note being typed. A measure that is not one yet is left out rather than
 * keeping the whole note off the disk.
 */
export function contentOf(text: NoteText): NoteContent {
  const read = (name: Measure) => readMeasure(name, text[name]).value;
  return {
    motif: text.motif,
    texte: text.texte,
    poids: read('poids'),
    taille: read('taille'),
    systolique: read('systolique'),
    diastolique: read('diastolique'),
    problemes: [...text.problemes],
  };
}

/** Measures that cannot be signed as typed. */
export function measureErrors(text: NoteText): Partial<Record<Measure, string>> {
  const errors: Partial<Record<Measure, string>> = {};
  for (const name of NAMES) {
    const { error } = readMeasure(name, text[name]);
    if (error !== null) errors[name] = error;
  }
  return errors;
}

/** Of the text of a note, as the contract has it. */
const MOST_WORDS = 50_000;

/**
 * The note with these problems: what was written of one that is taken away joins the note's own text, under its name. No word is lost.
 */
export function withProblems(text: NoteText, problemes: readonly ProblemeAborde[]): Partial<NoteText> {
  const orphans = text.problemes
    .filter(({ id, texte }) => texte.trim() !== '' && !problemes.some((each) => each.id === id))
    .map(({ libelle, texte }) => `${libelle} : ${texte}`);
  if (orphans.length === 0) return { problemes };
  const texte = [text.texte, ...orphans].filter((part) => part !== '').join('\n');
  // More than a note can hold: the problem stays, with its words.
  return texte.length > MOST_WORDS ? {} : { problemes, texte };
}

export function textOf(content: NoteContent): NoteText {
  const shown = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));
  return {
    motif: content.motif,
    texte: content.texte,
    poids: shown(content.poids),
    taille: shown(content.taille),
    systolique: shown(content.systolique),
    diastolique: shown(content.diastolique),
    problemes: content.problemes,
  };
}

/** « 72,5 kg · 175 cm · IMC 23,7 · 13/8 cmHg » in its plain form: 130/80 mmHg. */
export function measuresSentence(content: NoteContent, imc: number | null): string {
  const french = (value: number) => String(value).replace('.', ',');
  const tension =
    content.systolique === null && content.diastolique === null
      ? null
      : `TA ${content.systolique ?? '?'}/${content.diastolique ?? '?'} mmHg`;
  return [
    content.poids === null ? null : `${french(content.poids)} kg`,
    content.taille === null ? null : `${french(content.taille)} cm`,
    imc === null ? null : `IMC ${french(imc)}`,
    tension,
  ]
    .filter((each) => each !== null)
    .join(' · ');
}
