/** Control characters: never allowed in a header, a file name or an address. */
const CONTROLS = /\p{Cc}+/gu;

/** Printable ASCII form: no accents, œ and æ as two letters, French quotes and dashes as their ASCII look-alikes, the rest dropped. */
export function unaccented(text: string): string {
  return text
    .replace(/œ/g, 'oe')
    .replace(/Œ/g, 'OE')
    .replace(/æ/g, 'ae')
    .replace(/Æ/g, 'AE')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^\u0020-\u007e]/g, '')
    .trim();
}

/** One line without control characters: blanks of any kind become one space. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim();
}

/** Cuts to a number of characters (not of UTF-16 units), without a blank left at the end. */
export function cutTo(text: string, length: number): string {
  return [...text].slice(0, length).join('').trimEnd();
}
