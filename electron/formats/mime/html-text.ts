const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  ucirc: 'û',
  ugrave: 'ù',
  icirc: 'î',
  euml: 'ë',
  iuml: 'ï',
  euro: '€',
  oelig: 'œ',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
};
const BLOCK = /^\/?(?:p|div|br|tr|li|ul|ol|h[1-6]|table|blockquote|hr|pre)\b/i;

function entity(text: string): string {
  const number = /^&#(?:x([0-9a-f]{1,6})|(\d{1,7}));$/i.exec(text);
  if (number === null) return ENTITIES[text.slice(1, -1).toLowerCase()] ?? text;
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
}

/** Characters of a page that are read: a book, several times. */
const MOST_READ = 2_000_000;

/**
 * Words of an HTML body, for search, preview and copies without markup; it is never shown in place of the page. One pass; what no tag closes is text.
 */
export function textOfHtml(page: string): string {
  const html = page.slice(0, MOST_READ);
  let text = '';
  let at = 0;
  const lower = html.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const skipTo = (close: string, from: number): number => {
    const found = lower.indexOf(close, from);
    return found < 0 ? html.length : found + close.length;
  };
  while (at < html.length) {
    const tag = html.indexOf('<', at);
    if (tag < 0) break;
    text += html.slice(at, tag);
    if (html.startsWith('<!--', tag)) at = skipTo('-->', tag + 4);
    else {
      const end = html.indexOf('>', tag + 1);
      if (end < 0) {
        at = tag;
        break;
      }
      const name = html.slice(tag + 1, Math.min(end, tag + 20));
      const hidden = /^(script|style|title)\b/i.exec(name)?.[1]?.toLowerCase();
      if (BLOCK.test(name)) text += '\n';
      at = hidden === undefined ? end + 1 : skipTo(`</${hidden}>`, end + 1);
    }
  }
  return (text + html.slice(at))
    .replace(/&(?:#x?[0-9a-f]{1,7}|[a-z]{2,8});/gi, entity)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n[ \n]*\n/g, '\n\n')
    .trim();
}
