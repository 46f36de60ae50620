/** Groups whose content is never text of the document. */
const SILENT =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|headerl|headerr|footer|footerl|footerr|themedata|listtable|listoverridetable|rsidtbl|generator|datastore|xmlnstbl|fldinst)$/;

const WORDS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};

const TOKEN = /\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}]+)/g;

interface Group {
  silent: boolean;
  /** Characters that follow a \u and repeat it for older readers. */
  fallback: number;
}

/**
 * Plain text of an RTF file (RTF 1.9, windows-1252): words, line and cell breaks. Pictures, objects and fields are left out, nothing in it is run.
 */
export function rtfText(bytes: Uint8Array): string {
  const windows = new TextDecoder('windows-1252');
  const source = windows.decode(bytes);
  const open: Group[] = [];
  let group: Group = { silent: false, fallback: 1 };
  let skip = 0;
  const out: string[] = [];
  const say = (text: string): void => {
    if (group.silent) return;
    const kept = skip >= text.length ? '' : text.slice(skip);
    skip = Math.max(0, skip - text.length);
    out.push(kept);
  };
  for (const [, hex, word, parameter, symbol, brace, text] of source.matchAll(TOKEN)) {
    if (brace === '{') {
      open.push(group);
      group = { ...group };
      skip = 0;
    } else if (brace === '}') {
      group = open.pop() ?? group;
      skip = 0;
    } else if (hex !== undefined) say(windows.decode(Uint8Array.of(Number.parseInt(hex, 16))));
    else if (text !== undefined) say(text.replace(/[\r\n]/g, ''));
    else if (symbol !== undefined) {
      if (symbol === '*') group.silent = true;
      else if (symbol === '~') say('\u00a0');
      else if (symbol === '_') say('-');
      else if ('\\{}'.includes(symbol)) say(symbol);
      else if (symbol === '\n' || symbol === '\r') say('\n');
    } else if (word !== undefined) {
      if (SILENT.test(word)) group.silent = true;
      else if (word === 'uc') group.fallback = Math.max(0, Number(parameter ?? '1'));
      else if (word === 'u' && parameter !== undefined) {
        say(String.fromCharCode(Number(parameter) & 0xffff));
        skip = group.fallback;
      } else if (WORDS[word] !== undefined) say(WORDS[word]);
    }
  }
  return out
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
