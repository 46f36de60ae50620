import { oneLine } from './text.ts';

/** A file inside Outlook's winmail.dat (MS-OXTNEF). */
export interface TnefFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Tnef {
  /** Plain body, when the sender put one there; null otherwise. */
  readonly text: string | null;
  readonly files: readonly TnefFile[];
  /** False when the reading stopped before the end: what was found stays. */
  readonly whole: boolean;
}

const SIGNATURE = 0x223e9f78;
const HEADER = 6;
/** Attributes: level, identifier, length; then the data and a sum (MS-OXTNEF § 2.1.3). */
const ATTRIBUTE = 9;
const BODY = 0x0002800c;
const START_OF_FILE = 0x00069002;
const TITLE = 0x00018010;
const DATA = 0x0006800f;
const PROPERTIES = 0x00069005;
const MOST_FILES = 100;
const MOST_ATTRIBUTES = 20_000;
const MOST_PROPERTIES = 2000;
/** PidTagAttachLongFilename, PidTagAttachDataBinary. */
const [LONG_NAME, BINARY] = [0x3707, 0x3701];
const UNICODE = 0x001f;
/** Bytes of each value of a fixed size, padded to four (MS-OXTNEF § 2.1.3.4). */
const FIXED: Readonly<Record<number, number>> = {
  0x0002: 4,
  0x0003: 4,
  0x0004: 4,
  0x0005: 8,
  0x0006: 8,
  0x0007: 8,
  0x000a: 4,
  0x000b: 4,
  0x0014: 8,
  0x0040: 8,
  0x0048: 16,
};
const VARIABLE: ReadonlySet<number> = new Set([0x000d, 0x001e, UNICODE, 0x0102]);
const MULTIPLE = 0x1000;

const windows = new TextDecoder('windows-1252');
const clean = (text: string): string => oneLine(text.split('\0', 1)[0] ?? '').trim();

interface Properties {
  name: string | null;
  bytes: Uint8Array | null;
}

/** Name and content among the properties of an attached file. Throws RangeError when they end too soon. */
function readProperties(data: Uint8Array): Properties {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found: Properties = { name: null, bytes: null };
  const count = Math.min(view.getUint32(0, true), MOST_PROPERTIES);
  let at = 4;
  for (let index = 0; index < count; index += 1) {
    const [type, id] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    at += 4;
    if (id >= 0x8000) {
      // Named: a GUID, then a number or a word.
      const kind = view.getUint32(at + 16, true);
      at += 20 + (kind === 0 ? 4 : 4 + padded(view.getUint32(at + 20, true)));
    }
    const several = (type & MULTIPLE) !== 0;
    const of = type & ~MULTIPLE;
    const fixed = FIXED[of];
    if (fixed !== undefined) {
      const values = several ? view.getUint32(at, true) : 1;
      at += (several ? 4 : 0) + values * fixed;
      continue;
    }
    if (!VARIABLE.has(of)) return found;
    const values = view.getUint32(at, true);
    at += 4;
    for (let value = 0; value < values; value += 1) {
      const length = view.getUint32(at, true);
      at += 4;
      if (at + length > data.length) throw new RangeError('tnef');
      const bytes = data.subarray(at, at + length);
      if (id === LONG_NAME)
        found.name = clean(new TextDecoder(of === UNICODE ? 'utf-16le' : 'windows-1252').decode(bytes));
      if (id === BINARY && of === 0x0102) found.bytes = bytes;
      at += padded(length);
    }
    if (at > data.length) throw new RangeError('tnef');
  }
  return found;
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

interface OpenFile {
  title: string;
  name: string | null;
  bytes: Uint8Array | null;
}

/** Files and text of a winmail.dat; null for bytes that are none. Linear, never throws: what is damaged ends the reading. */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== SIGNATURE) return null;
  const open: OpenFile[] = [];
  let text: string | null = null;
  let at = HEADER;
  let whole = true;
  try {
    for (let count = 0; at < bytes.length; count += 1) {
      const [id, length] = [view.getUint32(at + 1, true), view.getUint32(at + 5, true)];
      const from = at + ATTRIBUTE;
      if (count > MOST_ATTRIBUTES || from + length + 2 > bytes.length) throw new RangeError('tnef');
      const data = bytes.subarray(from, from + length);
      const file = open.at(-1);
      if (id === BODY) text = windows.decode(data).split('\0', 1)[0]?.replace(/\r\n?/g, '\n') ?? null;
      else if (id === START_OF_FILE) {
        if (open.length === MOST_FILES) throw new RangeError('tnef');
        open.push({ title: '', name: null, bytes: null });
      } else if (id === TITLE && file !== undefined) file.title = clean(windows.decode(data));
      else if (id === DATA && file !== undefined) file.bytes = data;
      else if (id === PROPERTIES && file !== undefined) {
        const said = readProperties(data);
        file.name = said.name ?? file.name;
        file.bytes ??= said.bytes;
      }
      at = from + length + 2;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    whole = false;
  }
  const files = open.flatMap(({ title, name, bytes: content }) =>
    content === null ? [] : [{ name: name === null || name === '' ? title : name, bytes: content }],
  );
  return { text: text === null || text.trim() === '' ? null : text, files, whole };
}
