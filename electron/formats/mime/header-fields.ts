import { decodeRawHeader, decodeText } from './charset.ts';
import { decodeQuotedPrintable } from './transfer.ts';

/** Fields of one header block, in order; `value` is unfolded, one character per byte, nothing decoded. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** Splits a header block (RFC 5322 § 2.2). Lines that are no field are left out. */
export function headerFields(block: Uint8Array): HeaderField[] {
  const fields: { name: string; lines: string[] }[] = [];
  for (const line of Buffer.from(block.buffer, block.byteOffset, block.byteLength)
    .toString('latin1')
    .split(/\r?\n|\r/)) {
    const last = fields.at(-1);
    if (last !== undefined && (line.startsWith(' ') || line.startsWith('\t'))) {
      last.lines.push(line.trim());
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trimEnd();
    if (colon > 0 && name.length <= 200 && /^[!-~]+$/.test(name))
      fields.push({ name: name.toLowerCase(), lines: [line.slice(colon + 1).trim()] });
  }
  return fields.map(({ name, lines }) => ({ name, value: lines.join(' ').trim() }));
}

/** First value of a field; null when it is absent. */
export function fieldOf(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

const WORD = /=\?([^?\s]{1,60})\?([BbQq])\?([^?]*)\?=/g;

function wordBytes(encoding: string, text: string): Uint8Array {
  if (encoding.toUpperCase() === 'B') return Buffer.from(text, 'base64');
  return decodeQuotedPrintable(Buffer.from(text.replaceAll('_', '=20'), 'latin1'));
}

/**
 * Encoded words of RFC 2047 made readable. Neighbours of the same set are joined before they are decoded: senders cut in the middle of a character.
 * @param raw one character per byte
 */
export function decodeWords(raw: string): string {
  if (!raw.includes('=?')) return decodeRawHeader(raw);
  let text = '';
  let end = 0;
  let pending: { charset: string; pieces: Uint8Array[] } | null = null;
  const flush = (): void => {
    if (pending !== null) text += decodeText(Buffer.concat(pending.pieces), pending.charset);
    pending = null;
  };
  for (const match of raw.matchAll(WORD)) {
    const between = raw.slice(end, match.index);
    const charset = (match[1] ?? '').replace(/\*.*$/, '').toLowerCase();
    const bytes = wordBytes(match[2] ?? '', match[3] ?? '');
    const neighbours = pending !== null && between.trim() === '';
    if (!neighbours || (pending as { charset: string } | null)?.charset !== charset) flush();
    if (!neighbours) text += decodeRawHeader(between);
    pending ??= { charset, pieces: [] };
    pending.pieces.push(bytes);
    end = match.index + match[0].length;
  }
  flush();
  return text + decodeRawHeader(raw.slice(end));
}
