/** A page of a TIFF file: its tags as the decoder wants them (`t256`: width…), every number already known to be within the file. */
export type TiffPage = Readonly<Record<string, number[]>>;

/** Tags that say how a page is made (TIFF 6.0, part 1 and sections 10 to 22); the others are comments. */
const WANTED: ReadonlySet<number> = new Set([
  256, 257, 258, 259, 262, 266, 273, 277, 278, 279, 284, 292, 293, 317, 320, 322, 338, 339, 347, 530,
]);
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4 };
const MOST_PAGES = 200;
const MOST_ENTRIES = 512;
const MOST_VALUES = 200_000;

/**
 * Pages of a TIFF file (TIFF 6.0 § 2), without decoding anything. A chain that turns back, an offset outside of the file or a count beyond it ends the reading: what was read before
 * stays. Never throws.
 */
export function tiffPages(bytes: Uint8Array): TiffPage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const short = (at: number): number => view.getUint16(at, little);
  const long = (at: number): number => view.getUint32(at, little);
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let values = 0;
  try {
    for (let at = long(4); at !== 0 && !seen.has(at) && pages.length < MOST_PAGES;) {
      seen.add(at);
      const count = short(at);
      if (count > MOST_ENTRIES) break;
      const page: Record<string, number[]> = {};
      for (let index = 0; index < count; index += 1) {
        const entry = at + 2 + index * 12;
        const [tag, type, number] = [short(entry), short(entry + 2), long(entry + 4)];
        const size = SIZES[type];
        if (!WANTED.has(tag) || size === undefined || number * size > bytes.length) continue;
        values += number;
        if (values > MOST_VALUES + bytes.length / 1000) return pages;
        const from = number * size <= 4 ? entry + 8 : long(entry + 8);
        page[`t${tag}`] = Array.from({ length: number }, (_, rank) =>
          size === 1 ? view.getUint8(from + rank) : size === 2 ? short(from + rank * 2) : long(from + rank * 4),
        );
      }
      pages.push(page);
      at = long(at + 2 + count * 12);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return pages;
}
