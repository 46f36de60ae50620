import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tiffPicture } from './tiff.ts';

interface Page {
  readonly width: number;
  readonly height: number;
  /** Of the tags beside the size and the strip. */
  readonly tags: Readonly<Record<number, number>>;
  readonly strip: Uint8Array;
}

/** A TIFF file, one strip a page, as scanners write them. */
function tiff(pages: readonly Page[], little = true): Buffer {
  const u16 = (value: number) => {
    const bytes = Buffer.alloc(2);
    if (little) bytes.writeUInt16LE(value);
    else bytes.writeUInt16BE(value);
    return bytes;
  };
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const parts: Buffer[] = [Buffer.from(little ? 'II' : 'MM', 'latin1'), u16(42)];
  let at = 8;
  const blocks: Buffer[] = [];
  const directories: number[] = [];
  for (const { width, height, tags, strip } of pages) {
    const from = at;
    at += strip.length;
    directories.push(at);
    const all = { 256: width, 257: height, 273: from, 278: height, 279: strip.length, ...tags };
    const entries = Object.entries(all).map(([tag, value]) =>
      Buffer.concat([u16(Number(tag)), u16(4), u32(1), u32(value)]),
    );
    at += 2 + entries.length * 12 + 4;
    const last = directories.length === pages.length;
    const next = last ? 0 : at + (pages[directories.length]?.strip.length ?? 0);
    blocks.push(Buffer.from(strip), u16(entries.length), ...entries, u32(next));
  }
  return Buffer.concat([...parts, u32(directories[0] ?? 0), ...blocks]);
}

/** Samples of the lines of our PNG. */
function samplesOf(png: Uint8Array | null): { width: number; height: number; colour: number; lines: number[][] } {
  if (png === null) throw new Error('no picture');
  const bytes = Buffer.from(png);
  const [width, height, colour] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[25] ?? 0];
  const length = bytes.readUInt32BE(33);
  const rows = inflateSync(bytes.subarray(41, 41 + length));
  const line = 1 + width * (colour === 0 ? 1 : 3);
  return {
    width,
    height,
    colour,
    lines: Array.from({ length: height }, (_, y) => [...rows.subarray(y * line + 1, (y + 1) * line)]),
  };
}

const GREY = { 258: 8, 259: 1, 262: 1, 277: 1 };
const grey = (width: number, height: number, value: number): Page => ({
  width,
  height,
  tags: GREY,
  strip: Buffer.alloc(width * height, value),
});

test.each([true, false])('grey and colours, whatever the order of bytes (%s)', (little) => {
  const one = samplesOf(tiffPicture(tiff([grey(3, 2, 90)], little)).png);
  expect(one).toMatchObject({
    width: 3,
    height: 2,
    colour: 0,
    lines: [
      [90, 90, 90],
      [90, 90, 90],
    ],
  });
  const strip = Buffer.from([255, 0, 0, 0, 255, 0]);
  const two = tiff([{ width: 2, height: 1, tags: { ...GREY, 262: 2, 277: 3 }, strip }], little);
  expect(samplesOf(tiffPicture(two).png).lines).toEqual([[255, 0, 0, 0, 255, 0]]);
});

test('a fax (group 4): white lines, then a black one', () => {
  // V0 three times; horizontal mode, white 0, black 8; then the end of the block.
  const bits = '111' + '001' + '00110101' + '000101' + '000000000001'.repeat(2);
  const strip = Buffer.from(bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? []);
  const file = tiff([{ width: 8, height: 4, tags: { 258: 1, 259: 4, 262: 0, 277: 1 }, strip }]);
  const { lines } = samplesOf(tiffPicture(file).png);
  expect(lines.slice(0, 3).flat()).toEqual(Array.from({ length: 24 }, () => 255));
  expect(lines[3]).toEqual(Array.from({ length: 8 }, () => 0));
});

test('pages stand one under the other, compressed or not; a damaged one is counted', () => {
  const strip = deflateSync(Buffer.alloc(4, 7));
  const packed = { width: 4, height: 1, tags: { ...GREY, 259: 8 }, strip };
  const damaged = { ...packed, strip: Buffer.from('pas du tout compressé') };
  const picture = tiffPicture(tiff([grey(2, 1, 200), packed, damaged]));
  expect(picture).toMatchObject({ pages: 3, drawn: 2 });
  expect(samplesOf(picture.png).lines).toEqual([
    [200, 200, 255, 255],
    [7, 7, 7, 7],
  ]);
});

test('what would cost too much is not drawn, and nothing is decompressed beyond the page', () => {
  const huge = { ...grey(1, 1, 0), width: 10_000, height: 1_900 };
  expect(tiffPicture(tiff([huge]))).toEqual({ png: null, pages: 1, drawn: 0 });
  const bomb = { width: 4, height: 1, tags: { ...GREY, 259: 8 }, strip: deflateSync(Buffer.alloc(50_000_000)) };
  expect(tiffPicture(tiff([bomb]))).toEqual({ png: null, pages: 1, drawn: 0 });
  // A chain of directories that turns back on itself.
  const loop = tiff([grey(2, 2, 1)]);
  loop.writeUInt32LE(loop.readUInt32LE(4), loop.length - 4);
  expect(tiffPicture(loop)).toMatchObject({ pages: 1, drawn: 1 });
  expect(tiffPicture(Buffer.from('II*\0'))).toEqual({ png: null, pages: 0, drawn: 0 });
});

test('no mutation of a file makes it throw, hang, or draw more than its bounds', () => {
  const strip = Buffer.from('ffc1a0b0c0d0e0f0', 'hex');
  const files = [1, 2, 3, 4, 5, 8, 32773].map((compression) =>
    tiff([grey(5, 4, 9), { width: 16, height: 8, tags: { 258: 1, 259: compression, 262: 0, 277: 1 }, strip }]),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: files.length - 1 }),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }),
      fc.nat(400),
      (which, changes, cut) => {
        const file = Buffer.from(files[which] ?? []);
        for (const [at, value] of changes) if (at < file.length) file[at] = value;
        const started = performance.now();
        const { pages, drawn, png } = tiffPicture(cut > 300 ? file.subarray(0, cut) : file);
        expect(performance.now() - started).toBeLessThan(2000);
        expect(drawn).toBeLessThanOrEqual(pages);
        expect(png === null).toBe(drawn === 0);
      },
    ),
    { numRuns: 800 },
  );
});

test('LZW and PackBits, as other software writes them', () => {
  // TIFF 6.0 § 13, the code being made is used at once: clear, 7, 258 (7 7), 259 (7 7 7), end; nine bits each.
  const bits = [256, 7, 258, 259, 257].map((code) => code.toString(2).padStart(9, '0')).join('');
  const lzw = Buffer.from(bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? []);
  const page = { width: 6, height: 1, tags: { ...GREY, 259: 5 }, strip: lzw };
  expect(samplesOf(tiffPicture(tiff([page])).png).lines).toEqual([[7, 7, 7, 7, 7, 7]]);
  const strip = Buffer.from([2, 1, 2, 3, 254, 9]);
  const packed = { width: 6, height: 1, tags: { ...GREY, 259: 32773 }, strip };
  expect(samplesOf(tiffPicture(tiff([packed])).png).lines).toEqual([[1, 2, 3, 9, 9, 9]]);
});
