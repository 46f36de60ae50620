import files from 'pdfmake/build/vfs_fonts.js';
import { fontCoverage } from './font-coverage.ts';
import type { Coverage } from './font-coverage.ts';

/** Roboto, the family that pdfmake ships (SIL Open Font License 1.1): embedded in every PDF, as PDF/A asks. */
export const ROBOTO = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
} as const;

export function fontBytes(name: string): Uint8Array {
  const text = files[name];
  if (text === undefined) throw new RangeError(`no font file ${name}`);
  return Buffer.from(text, 'base64');
}

/** Characters doctors type that the font cannot draw, in words: nothing may vanish from a printed dose. */
const WORDS: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '↔': '<->',
  '⇒': '=>',
  '↑': '[flèche haut]',
  '↓': '[flèche bas]',
  '↗': '[flèche montante]',
  '↘': '[flèche descendante]',
  '♀': '[femme]',
  '♂': '[homme]',
  '✓': '[coché]',
  '☐': '[non coché]',
  '☑': '[coché]',
  '∅': '[vide]',
  '\u202f': '\u00a0',
};

let coverage: Coverage | null = null;

/** The text with each character that the font cannot draw put into words, into its plain form, or into its Unicode number. */
export function printable(text: string): string {
  coverage ??= fontCoverage(fontBytes(ROBOTO.normal));
  const drawn = (part: string): boolean =>
    [...part].every((one) => one === '\n' || (coverage?.(one.codePointAt(0) ?? 0) ?? false));
  return Array.from(text.normalize('NFC'), (character) => {
    if (drawn(character)) return character;
    const words = WORDS[character];
    if (words !== undefined) return words;
    const plain = character.normalize('NFKC');
    return drawn(plain) ? plain : `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
  }).join('');
}
