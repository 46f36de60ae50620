/** A BER value (X.690), of definite length or not: what mail programs write while they sign, where DER would need to know the end. */
export interface Ber {
  readonly tag: number;
  /** Of a primitive one. */
  readonly content: Uint8Array;
  readonly children: readonly Ber[];
  /** The whole of it; null when its length is indefinite somewhere, and its bytes are not DER. */
  readonly whole: Uint8Array | null;
}

const DEEPEST = 30;
const MOST_VALUES = 20_000;

/** First value of these bytes, whatever follows. Throws RangeError on bytes that are none, or beyond the limits. */
export function readBer(bytes: Uint8Array): Ber {
  let values = 0;
  const refuse = (): never => {
    throw new RangeError('valeur illisible');
  };
  const one = (from: number, end: number, depth: number): { value: Ber; next: number; definite: boolean } => {
    if (++values > MOST_VALUES || depth > DEEPEST || from + 2 > end) refuse();
    const tag = bytes[from] ?? 0;
    if ((tag & 0x1f) === 0x1f) refuse();
    let length = bytes[from + 1] ?? 0;
    let start = from + 2;
    const indefinite = length === 0x80;
    if (length > 0x80) {
      const count = length & 0x7f;
      if (count > 4 || start + count > end) refuse();
      length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
      start += count;
    }
    const constructed = (tag & 0x20) !== 0;
    if (indefinite && !constructed) refuse();
    const stop = indefinite ? end : start + length;
    if (stop > end) refuse();
    const children: Ber[] = [];
    let definite = !indefinite;
    let at = start;
    if (constructed)
      while (at < stop) {
        if (indefinite && bytes[at] === 0 && bytes[at + 1] === 0) break;
        const child = one(at, stop, depth + 1);
        children.push(child.value);
        definite &&= child.definite;
        at = child.next;
      }
    else at = stop;
    if (indefinite && !(bytes[at] === 0 && bytes[at + 1] === 0 && at + 2 <= stop)) refuse();
    const content = constructed ? new Uint8Array() : bytes.subarray(start, stop);
    const next = indefinite ? at + 2 : stop;
    return { value: { tag, content, children, whole: definite ? bytes.subarray(from, next) : null }, next, definite };
  };
  return one(0, bytes.length, 0).value;
}

/** Bytes of an OCTET STRING, in one piece or in several. */
export function octetsOf(value: Ber): Uint8Array {
  return value.children.length === 0 ? value.content : Buffer.concat(value.children.map(octetsOf));
}
