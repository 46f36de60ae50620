import { inflateSync } from 'node:zlib';

/** PackBits (TIFF 6.0 § 9), at most `most` bytes. */
function unpackBits(strip: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let to = 0;
  for (let at = 0; at < strip.length && to < most;) {
    const count = strip[at++] ?? 128;
    if (count < 128) {
      const run = strip.subarray(at, Math.min(at + count + 1, at + most - to));
      out.set(run, to);
      to += run.length;
      at += count + 1;
    } else if (count > 128) {
      const end = Math.min(most, to + 257 - count);
      out.fill(strip[at++] ?? 0, to, end);
      to = end;
    }
  }
  return out;
}

const [CLEAR, END, LAST] = [256, 257, 4095];

/** LZW as TIFF writes it (TIFF 6.0 § 13: most significant bit first, a code longer one code early), at most `most` bytes. A code that cannot be ends the strip. */
function unpackLzw(strip: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  // A code is where its bytes were first written, and how many: always behind what is written.
  const start = new Uint32Array(LAST + 1);
  const length = new Uint32Array(LAST + 1);
  let [to, next, width, before, bits, held] = [0, END + 1, 9, -1, 0, 0];
  let [lastStart, lastLength] = [0, 0];
  for (let at = 0; to < most;) {
    while (bits < width && at < strip.length) {
      held = ((held << 8) | (strip[at++] ?? 0)) & 0xfffff;
      bits += 8;
    }
    if (bits < width) break;
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === END) break;
    if (code === CLEAR) {
      [next, width, before] = [END + 1, 9, -1];
      continue;
    }
    if (code > next || (code === next && before < 0) || (code > 255 && code < END + 1)) break;
    const began = to;
    if (code < 256) out[to++] = code;
    else {
      // The code being made is what came before and its own first byte again, which is then just written.
      const [from, size] = code < next ? [start[code] ?? 0, length[code] ?? 0] : [lastStart, lastLength + 1];
      for (let index = 0; index < size && to < most; index += 1) out[to++] = out[from + index] ?? 0;
    }
    if (before >= 0 && next < LAST) {
      start[next] = lastStart;
      length[next] = lastLength + 1;
      next += 1;
      if (next + 1 >= 1 << width && width < 12) width += 1;
    }
    before = code;
    lastStart = began;
    lastLength = to - began;
  }
  return out;
}
/**
 * Bytes of a strip as they are drawn: no more than its lines hold, whatever it says.
 * @throws Error when it is damaged
 */
export function unpacked(compression: number, strip: Uint8Array, most: number): Uint8Array {
  switch (compression) {
    case 8:
    case 32946:
      return inflateSync(strip, { maxOutputLength: most });
    case 32773:
      return unpackBits(strip, most);
    case 5:
      return unpackLzw(strip, most);
    default:
      return strip.subarray(0, most);
  }
}
