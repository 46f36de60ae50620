/** What a line is by its form alone. */
export type LineKind = 'text' | 'blank' | 'lab' | 'fin' | 'finfichier' | 'segment';

export interface Line {
  readonly kind: LineKind;
  /** Without its end, tabs as blanks, control characters removed; trailing blanks kept away. */
  readonly text: string;
}

const MARK = /^\s*\*{3,5}\s*(LAB|FIN|FINFICHIER)\s*\*{3,5}\s*$/i;
/** Lines of the machine-readable part. `TIT` was never met; read as a title. */
const SEGMENT = /^\s*(?:RES|TEX|LAB|TIT)\s*\|/i;

/** Control characters but the line end, built from codes. */
const CONTROLS = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(8)}${String.fromCharCode(11)}${String.fromCharCode(14)}-${String.fromCharCode(31)}${String.fromCharCode(127)}\ufeff]`,
  'g',
);

function classify(text: string): LineKind {
  if (text === '') return 'blank';
  const mark = text.includes('***') && text.length < 200 ? MARK.exec(text)?.[1]?.toUpperCase() : undefined;
  if (mark !== undefined) return mark === 'LAB' ? 'lab' : mark === 'FIN' ? 'fin' : 'finfichier';
  return SEGMENT.test(text) ? 'segment' : 'text';
}

/** Lines of a text whatever ends them: CRLF, LF, CR alone, or a mixture; a form feed ends a line too. */
export function linesOf(text: string): Line[] {
  return text.split(/\r\n|[\n\r\f]/).map((raw) => {
    const clean = raw.replaceAll('\t', ' ').replace(CONTROLS, '').trimEnd();
    return { kind: classify(clean), text: clean };
  });
}
