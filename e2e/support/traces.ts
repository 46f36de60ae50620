import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

export interface Found {
  readonly file: string;
  readonly text: string;
  readonly encoding: string;
}

/** Every regular file under a folder, except what `skip` refuses (it is given the path from the folder). */
export function* filesUnder(folder: string, skip: (relative: string) => boolean, at = ''): Generator<string> {
  for (const entry of fs.readdirSync(path.join(folder, at), { withFileTypes: true })) {
    const relative = path.join(at, entry.name);
    if (skip(relative)) continue;
    if (entry.isDirectory()) yield* filesUnder(folder, skip, relative);
    else if (entry.isFile()) yield path.join(folder, relative);
  }
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One pattern over bytes read as latin-1: each text as UTF-8 and as UTF-16LE. */
function patternOf(texts: readonly string[]): {
  pattern: RegExp;
  meaning: Map<string, { text: string; encoding: string }>;
} {
  const meaning = new Map<string, { text: string; encoding: string }>();
  for (const text of texts) {
    for (const encoding of ['utf8', 'utf16le'] as const) {
      meaning.set(Buffer.from(text, encoding).toString('latin1'), { text, encoding });
    }
  }
  return { pattern: new RegExp([...meaning.keys()].map(escape).join('|'), 'g'), meaning };
}

/** Where the texts stand in these bytes; each text once. */
export function findTexts(bytes: Buffer, texts: readonly string[], file = ''): Found[] {
  const { pattern, meaning } = patternOf(texts);
  const keys = new Set(bytes.toString('latin1').match(pattern) ?? []);
  return [...keys].flatMap((key) => {
    const known = meaning.get(key);
    return known === undefined ? [] : [{ file, ...known }];
  });
}

/** What a ZIP archive holds, read by its local headers; sizes come from the central directory. Unreadable: nothing. */
function unzipped(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    if (at + 46 > bytes.length) break;
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const first = bytes.indexOf('PK\x03\x04');
    const header = first + bytes.readUInt32LE(at + 42);
    if (header + 30 > bytes.length) continue;
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const content = bytes.subarray(start, start + size);
    try {
      parts.push(method === 8 ? zlib.inflateRawSync(content) : content);
    } catch {
      // Not an archive after all.
    }
  }
  return parts;
}

/** Streams compressed inside a PDF. */
function inflated(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const start = bytes[at + 6] === 0x0d ? at + 8 : at + 7;
    try {
      parts.push(zlib.inflateSync(bytes.subarray(start), { finishFlush: zlib.constants.Z_SYNC_FLUSH }));
    } catch {
      // « endstream », or a stream that is not compressed.
    }
  }
  return parts;
}

/** The bytes as they came, then what hides in them: quoted-printable, base64 (mail parts, inline documents), archives, PDF streams. */
export function* views(bytes: Buffer, depth = 4): Generator<Buffer> {
  yield bytes;
  if (depth === 0) return;
  const text = bytes.toString('latin1');
  if (/=\r?\n/.test(text)) yield Buffer.from(text.replace(/=\r?\n/g, ''), 'latin1');
  for (const [run] of text.matchAll(/(?:[A-Za-z0-9+/]{16,}[ \t]*\r?\n?)+[A-Za-z0-9+/]*={0,2}/g)) {
    if (run.length >= 24) yield* views(Buffer.from(run, 'base64'), depth - 1);
  }
  if (text.includes('PK\x03\x04')) for (const part of unzipped(bytes)) yield* views(part, depth - 1);
  if (text.includes('%PDF-')) for (const part of inflated(bytes)) yield part;
}

/** The texts found anywhere in these bytes, however they are wrapped. */
export function findHidden(bytes: Buffer, texts: readonly string[], file = ''): Found[] {
  return [...views(bytes)].flatMap((view) => findTexts(view, texts, file));
}
