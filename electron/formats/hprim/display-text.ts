const ENTITIES: Readonly<Record<string, string>> = Object.fromEntries(
  `eacute é egrave è ecirc ê euml ë agrave à acirc â auml ä ccedil ç icirc î iuml ï ocirc ô ouml ö ugrave ù ucirc û uuml ü
  Eacute É Egrave È Ecirc Ê Agrave À Acirc Â Ccedil Ç Icirc Î Ocirc Ô Ugrave Ù Ucirc Û oelig œ OElig Œ aelig æ AElig Æ
  amp & lt < gt > quot " apos ' deg ° micro µ laquo « raquo » rsquo ’ lsquo ‘ ldquo “ rdquo ” ndash – mdash — hellip … euro €
  plusmn ± sup2 ² sup3 ³ frac12 ½ times × le ≤ ge ≥ middot · bull • copy © reg ®`
    .split(/\s+/)
    .flatMap((word, index, words) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])),
);

const ENTITY = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([A-Za-z0-9]{2,8}));/gi;
const BREAK = /<br\s{0,3}\/?>|<\/p>/gi;
/** Only the tags that software leaves in reports: « <5 » and « Na<K » are not tags. */
const TAG =
  /<\/?(?:html|head|body|p|b|i|u|em|strong|font|span|div|table|tbody|thead|tr|td|th|center|pre|h[1-6]|hr|ul|ol|li|a|sup|sub|small|big|img|style|script|meta|title)(?:\s[^<>]{0,300})?\/?>/gi;

function character(code: number): string {
  const printable =
    code === 9 || code === 10 || (code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff));
  return printable && !(code >= 127 && code < 160) ? String.fromCodePoint(code) : '';
}

/**
 * Text as a human reads it: entities and line breaks of HTML that some senders leave are resolved once, their other tags dropped. The result is text
 * to be shown as text, never as HTML. Trailing blank lines go, and more than two blank lines in a row.
 */
export function displayText(lines: readonly string[]): string {
  let text = lines.join('\n');
  if (text.includes('<')) text = text.replace(BREAK, '\n').replace(TAG, '');
  if (text.includes('&'))
    text = text.replace(
      ENTITY,
      (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
        if (decimal !== undefined) return character(Number(decimal));
        if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16));
        if (name === 'nbsp') return ' ';
        return ENTITIES[name ?? ''] ?? whole;
      },
    );
  return text
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
