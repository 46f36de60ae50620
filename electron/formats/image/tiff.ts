import UTIF from 'utif2';
import { tiffPages, type TiffPage } from './tiff-directory.ts';
import { writePng } from './png.ts';
import { unpacked } from './strips.ts';

/** A3 at 300 points an inch is 17 million; beyond this a page is no scan. */
const MOST_OF_A_PAGE = 20_000_000;
/** Of all the pages drawn. */
const MOST_PIXELS = 40_000_000;
/** Huffman and fax groups 3 and 4, which the library decodes; none, LZW, Deflate (both numbers) and PackBits, which are bounded here. */
const FAX: ReadonlySet<number> = new Set([2, 3, 4]);
const COMPRESSIONS: ReadonlySet<number> = new Set([...FAX, 1, 5, 8, 32946, 32773]);
/** White is zero, black is zero, red green blue, palette. */
const PHOTOMETRICS: ReadonlySet<number> = new Set([0, 1, 2, 3]);
/** Longest side: A3 at 600 points an inch is 9,921. */
const LONGEST_SIDE = 12_000;
/** Most bytes of picture that a byte of each compression may stand for; of a fax, a line of white takes one bit. Beyond it the file lies about its size. */
const MOST_GROWTH: Readonly<Record<number, number>> = { 1: 1, 5: 3000, 8: 1100, 32946: 1100, 32773: 64 };

export const isTiff = (bytes: Uint8Array): boolean => {
  const [a, b, c, d] = bytes;
  return (a === 0x49 && b === 0x49 && c === 0x2a && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && d === 0x2a);
};

export interface TiffPicture {
  /** The pages one under the other; null when none can be drawn. */
  readonly png: Uint8Array | null;
  readonly pages: number;
  readonly drawn: number;
}

const one = (page: TiffPage, tag: number, absent: number): number => page[`t${tag}`]?.[0] ?? absent;

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly strips: readonly Uint8Array[];
}

/** What is decoded, once every size is known to be bounded; null when the page is of a form that is not drawn. */
function frameOf(bytes: Uint8Array, page: TiffPage): Frame | null {
  const [width, height] = [one(page, 256, 0), one(page, 257, 0)];
  const [samples, bits] = [one(page, 277, 1), one(page, 258, 1)];
  const [offsets, lengths] = [page['t273'], page['t279']];
  const compression = one(page, 259, 1);
  if (width < 1 || height < 1 || Math.max(width, height) > LONGEST_SIDE || width * height > MOST_OF_A_PAGE) return null;
  if (![1, 3, 4].includes(samples) || ![1, 2, 4, 8, 16].includes(bits) || !COMPRESSIONS.has(compression)) return null;
  if (!PHOTOMETRICS.has(one(page, 262, 2)) || (FAX.has(compression) && samples * bits !== 1)) return null;
  if (one(page, 284, 1) !== 1 && samples > 1) return null;
  if (offsets === undefined || lengths === undefined || offsets.length === 0 || lengths.length < offsets.length)
    return null;
  const rows = Math.min(height, Math.max(1, one(page, 278, height)));
  if (offsets.length > Math.ceil(height / rows)) return null;
  const ofStrip = Math.ceil((width * samples * bits) / 8) * rows;
  const strips: Uint8Array[] = [];
  for (const [index, offset] of offsets.entries()) {
    const length = lengths[index] ?? 0;
    if (offset + length > bytes.length) return null;
    const strip = bytes.subarray(offset, offset + length);
    const growth = MOST_GROWTH[compression];
    const last = height - (offsets.length - 1) * rows;
    if (
      growth === undefined
        ? Math.min(rows, last) > length * 8
        : length * growth + 4096 < (ofStrip / rows) * Math.min(rows, last)
    )
      return null;
    strips.push(FAX.has(compression) ? strip : unpacked(compression, strip, ofStrip));
  }
  return { width, height, strips };
}

/** A file of this page alone, its strips as they are decoded: nothing else of the sender's file reaches the decoder. */
function rgbaOf(page: TiffPage, { width, height, strips }: Frame, little: boolean): Uint8Array {
  const file = Buffer.concat([Buffer.from(little ? 'II' : 'MM', 'latin1'), ...strips]);
  let at = 2;
  const offsets = strips.map((strip) => (at += strip.length) - strip.length);
  const lengths = strips.map(({ length }) => length);
  const compression = one(page, 259, 1);
  const image = {
    ...page,
    t259: [FAX.has(compression) ? compression : 1],
    t273: offsets,
    t279: lengths,
    t278: [Math.min(height, Math.max(1, one(page, 278, height)))],
    t262: [one(page, 262, 2)],
  } as unknown as UTIF.IFD;
  // Uncompressed and alone, a strip is taken for the height of the page, whatever it holds.
  const whole = Buffer.concat([
    file,
    Buffer.alloc(
      Math.max(0, Math.ceil((width * height * one(page, 277, 1) * one(page, 258, 1)) / 8) + height - file.length),
    ),
  ]);
  const buffer = whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer;
  UTIF.decodeImage(buffer, image);
  return UTIF.toRGBA8(image);
}

const isGrey = (rgba: Uint8Array): boolean => {
  for (let at = 0; at < rgba.length; at += 4) if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return false;
  return true;
};

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly pixels: Uint8Array;
}

/** On white, without its transparency. */
function flattened(rgba: Uint8Array, { width, height }: Frame): Drawn {
  const samples = isGrey(rgba) ? 1 : 3;
  const pixels = new Uint8Array(width * height * samples);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const alpha = (rgba[pixel * 4 + 3] ?? 255) / 255;
    for (let sample = 0; sample < samples; sample += 1)
      pixels[pixel * samples + sample] = Math.round((rgba[pixel * 4 + sample] ?? 255) * alpha + 255 * (1 - alpha));
  }
  return { width, height, samples, pixels };
}

function stacked(pages: readonly Drawn[]): Uint8Array {
  const width = Math.max(...pages.map((page) => page.width));
  const height = pages.reduce((sum, page) => sum + page.height, 0);
  const samples = pages.every((page) => page.samples === 1) ? 1 : 3;
  const line = 1 + width * samples;
  const rows = new Uint8Array(line * height).fill(255);
  let y = 0;
  for (const page of pages)
    for (let row = 0; row < page.height; row += 1, y += 1) {
      const start = y * line;
      rows[start] = 0;
      const from = row * page.width * page.samples;
      if (page.samples === samples) rows.set(page.pixels.subarray(from, from + page.width * samples), start + 1);
      else
        for (let x = 0; x < page.width; x += 1)
          rows.fill(page.pixels[from + x] ?? 255, start + 1 + x * 3, start + 4 + x * 3);
    }
  return writePng(width, height, samples, rows);
}

/**
 * Pages of a TIFF file (scans and faxes) as one picture that the window shows. Bounded before anything is decoded; a page that cannot be drawn is counted, and told by `drawn`
 * being less than `pages`. Never throws. Runs in the format worker.
 */
export function tiffPicture(bytes: Uint8Array): TiffPicture {
  const pages = tiffPages(bytes);
  const drawn: Drawn[] = [];
  let left = MOST_PIXELS;
  let widest = 0;
  let total = 0;
  for (const page of pages) {
    try {
      const frame = frameOf(bytes, page);
      if (frame === null) continue;
      // Narrow pages are drawn on the widest: what is bounded is the whole sheet.
      const sheet = Math.max(widest, frame.width) * (total + frame.height);
      if (frame.width * frame.height > left || sheet > MOST_PIXELS * 2) break;
      drawn.push(flattened(rgbaOf(page, frame, bytes[0] === 0x49), frame));
      left -= frame.width * frame.height;
      widest = Math.max(widest, frame.width);
      total += frame.height;
    } catch {
      // Damaged: the others may still be read.
    }
  }
  return { png: drawn.length === 0 ? null : stacked(drawn), pages: pages.length, drawn: drawn.length };
}
