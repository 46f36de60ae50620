import iconv from 'iconv-lite';

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

/** Sets that a file may be written in (\\ansicpg, \\mac, \\pc, \\pca), by what decoders call them. */
const PAGES: Readonly<Record<string, string>> = {
  '437': 'cp437',
  '850': 'cp850',
  '852': 'cp852',
  '866': 'cp866',
  '874': 'windows-874',
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  '1250': 'windows-1250',
  '1251': 'windows-1251',
  '1252': 'windows-1252',
  '1253': 'windows-1253',
  '1254': 'windows-1254',
  '1255': 'windows-1255',
  '1256': 'windows-1256',
  '1257': 'windows-1257',
  '1258': 'windows-1258',
  '10000': 'macintosh',
  '65001': 'utf-8',
};
/** Set of a font (\\fcharset), which its text is written in whatever the file says. */
const FONT_PAGES: Readonly<Record<string, string>> = {
  '0': '1252',
  '77': '10000',
  '128': '932',
  '129': '949',
  '134': '936',
  '136': '950',
  '161': '1253',
  '162': '1254',
  '163': '1258',
  '177': '1255',
  '178': '1256',
  '186': '1257',
  '204': '1251',
  '222': '874',
  '238': '1250',
  '254': '437',
  '255': '850',
};
const SETS: Readonly<Record<string, string>> = { ansi: '1252', mac: '10000', pc: '437', pca: '850' };
/** Groups inside one another: beyond this a file is no document. */
const DEEPEST = 1000;
/** Bytes decoded at once. */
const LONGEST_RUN = 1_000_000;

const TOKEN = /\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}]+)/g;

interface Group {
  silent: boolean;
  /** Hidden text (\v). */
  hidden: boolean;
  /** Set of the bytes, by its number; null for that of the file. */
  page: string | null;
  /** Characters that follow a \u and repeat it for older readers. */
  fallback: number;
}

/**
 * Plain text of an RTF file (RTF 1.9), in the sets that it names: words, line and cell breaks. Pictures, objects, hidden text, bare binary and fields are left out, nothing in it is run.
 */
export function rtfText(bytes: Uint8Array): string {
  // One character a byte: what the bytes mean is known only where they stand.
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const open: Group[] = [];
  let group: Group = { silent: false, hidden: false, page: null, fallback: 1 };
  let ofFile = '1252';
  const fonts = new Map<string, string>();
  let font = '';
  let skip = 0;
  const out: string[] = [];
  let run: number[] = [];
  const decode = (values: readonly number[]): string =>
    iconv.decode(Buffer.from(values), PAGES[group.page ?? ofFile] ?? 'windows-1252');
  const flush = (): void => {
    if (run.length > 0 && !group.silent && !group.hidden) out.push(decode(run));
    run = [];
  };
  const say = (text: string): void => {
    flush();
    if (!group.silent && !group.hidden) out.push(text);
  };
  /** A byte of text, unless it only repeats a \u for older readers. */
  const byte = (value: number): void => {
    if (skip > 0) skip -= 1;
    else run.push(value);
    if (run.length >= LONGEST_RUN) flush();
  };
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found !== null; found = TOKEN.exec(source)) {
    const [, hex, word, parameter, symbol, brace, text] = found;
    if (hex !== undefined) byte(Number.parseInt(hex, 16));
    else if (text !== undefined) {
      for (let at = 0; at < text.length; at += 1) {
        const value = text.charCodeAt(at);
        if (value !== 10 && value !== 13) byte(value);
      }
    } else if (brace === '{') {
      flush();
      if (open.length < DEEPEST) open.push(group);
      group = { ...group };
      skip = 0;
    } else if (brace === '}') {
      flush();
      group = open.pop() ?? group;
      skip = 0;
    } else if (symbol !== undefined) {
      if (symbol === '*') group.silent = true;
      else if (skip > 0 && '~_\\{}'.includes(symbol)) skip -= 1;
      else if (symbol === '~') say('\u00a0');
      else if (symbol === '_') say('-');
      else if ('\\{}'.includes(symbol)) say(symbol);
      else if (symbol === '\n' || symbol === '\r') say('\n');
    } else if (word !== undefined) {
      flush();
      // Bare bytes follow, which are nothing of what they look like.
      if (word === 'bin') TOKEN.lastIndex += Math.max(0, Number(parameter ?? '0'));
      else if (word === 'fcharset') {
        const page = FONT_PAGES[parameter ?? ''];
        if (page !== undefined) fonts.set(font, page);
      } else if (word === 'f') {
        font = parameter ?? '0';
        group.page = fonts.get(font) ?? null;
      } else if (word === 'plain') group.page = null;
      else if (word === 'ansicpg' && PAGES[parameter ?? ''] !== undefined) ofFile = parameter ?? ofFile;
      else if (SETS[word] !== undefined) ofFile = SETS[word];
      else if (word === 'v') group.hidden = parameter !== '0';
      else if (SILENT.test(word)) group.silent = true;
      else if (word === 'uc') group.fallback = Math.min(100, Math.max(0, Number(parameter ?? '1')));
      else if (word === 'u' && parameter !== undefined) {
        say(String.fromCharCode(Number(parameter) & 0xffff));
        skip = group.fallback;
      } else if (WORDS[word] !== undefined) say(WORDS[word]);
    }
  }
  flush();
  return out
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
