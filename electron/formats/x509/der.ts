/** A DER value (X.690): its tag, its content, and the whole of it with tag and length. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** The values that follow each other in these bytes, one by one: a revocation list may hold a hundred thousand. Throws RangeError. */
export function* derValues(bytes: Uint8Array): Generator<Der> {
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    let start = at + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) throw new RangeError('certificat illisible');
      length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
      start += count;
    }
    const end = start + length;
    if (end > bytes.length) throw new RangeError('certificat illisible');
    yield { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
    at = end;
  }
}

/** All of them at once. */
export function readDer(bytes: Uint8Array): Der[] {
  return [...derValues(bytes)];
}

/** Dotted form of an object identifier's content. */
export function oidText(content: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      const first = Math.min(2, Math.floor(value / 40));
      if (arcs.length === 0) arcs.push(first, value - 40 * first);
      else arcs.push(value);
      value = 0;
    }
  }
  return arcs.join('.');
}

/** UTCTime or GeneralizedTime, always in UTC in certificates (RFC 5280 §4.1.2.5). Throws RangeError. */
export function derTime({ tag, content }: Der): Date {
  const text = new TextDecoder('latin1').decode(content);
  const century = tag === 0x17 ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : '';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  if (parts === null || (tag !== 0x17 && tag !== 0x18)) throw new RangeError('date illisible');
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
