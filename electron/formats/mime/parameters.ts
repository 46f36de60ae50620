import { decodeText } from './charset.ts';
import { decodeWords } from './header-fields.ts';

/** `Content-Type` or `Content-Disposition`: its value in lower case and its parameters, decoded. */
export interface ParameterizedValue {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_PIECES = 1000;

/** `name=value` pieces after the first `;`, quotes undone; linear, whatever is missing. */
function pieces(raw: string): { value: string; pairs: [string, string][] } {
  const parts: string[] = [];
  let piece = '';
  let quoted = false;
  let comment = 0;
  for (let at = 0; at < raw.length && parts.length < MAX_PIECES; at++) {
    const character = raw.charAt(at);
    if (quoted && character === '\\' && at + 1 < raw.length) piece += `\u0000${raw.charAt(++at)}`;
    else if (character === '"' && comment === 0) {
      quoted = !quoted;
      piece += '"';
    } else if (!quoted && character === '(') comment++;
    else if (!quoted && character === ')' && comment > 0) comment--;
    else if (comment > 0) continue;
    else if (!quoted && character === ';') {
      parts.push(piece);
      piece = '';
    } else piece += character;
  }
  parts.push(piece);
  const [value = '', ...others] = parts;
  const pairs = others.flatMap((part): [string, string][] => {
    const equals = part.indexOf('=');
    if (equals < 1) return [];
    const text = part.slice(equals + 1).trim();
    const inside = text.startsWith('"') ? text.replace(/^"|"$/g, '') : text;
    return [[part.slice(0, equals).trim().toLowerCase(), inside.replaceAll('\u0000', '')]];
  });
  return { value: value.trim().toLowerCase(), pairs };
}

function percentBytes(text: string): Buffer {
  return Buffer.from(
    text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** One parameter given whole, extended (`name*`) or in numbered pieces (`name*0*`, `name*1`): RFC 2231. */
function assemble(found: readonly { index: number; extended: boolean; text: string }[]): string {
  const ordered = [...found].sort((a, b) => a.index - b.index);
  let charset: string | null = null;
  const bytes = ordered.map(({ extended, text }, rank) => {
    if (!extended) return Buffer.from(text, 'latin1');
    const parts = rank === 0 ? /^([^']*)'[^']*'(.*)$/s.exec(text) : null;
    if (parts !== null) charset = parts[1] ?? null;
    return percentBytes(parts === null ? text : (parts[2] ?? ''));
  });
  return decodeText(Buffer.concat(bytes), charset);
}

/** Reads `value; name=value`, with RFC 2231 and, for senders who do that, RFC 2047 inside quotes. */
export function readParameters(raw: string | null): ParameterizedValue {
  const { value, pairs } = pieces(raw ?? '');
  const extended = new Map<string, { index: number; extended: boolean; text: string }[]>();
  const parameters = new Map<string, string>();
  for (const [name, text] of pairs) {
    const match = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(name);
    if (match === null) {
      if (!parameters.has(name)) parameters.set(name, decodeWords(text));
      continue;
    }
    const list = extended.get(match[1] ?? '') ?? [];
    list.push({ index: Number(match[2] ?? 0), extended: match[2] === undefined || match[3] === '*', text });
    extended.set(match[1] ?? '', list);
  }
  for (const [name, list] of extended) parameters.set(name, assemble(list));
  return { value, parameters };
}
