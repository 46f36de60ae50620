/** Which characters a TrueType font can draw, from its `cmap` table (OpenType 1.9, formats 4 and 12). */
export type Coverage = (codePoint: number) => boolean;

function tableOffset(view: DataView, tag: string): number {
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(
      view.getUint8(record),
      view.getUint8(record + 1),
      view.getUint8(record + 2),
      view.getUint8(record + 3),
    );
    if (name === tag) return view.getUint32(record + 8);
  }
  throw new RangeError(`the font has no ${tag} table`);
}

/** Segments of a format 4 sub-table, as inclusive ranges; holes inside a segment do not occur in the fonts shipped. */
function ranges4(view: DataView, start: number): [number, number][] {
  const count = view.getUint16(start + 6) / 2;
  const ends = start + 14;
  const starts = ends + count * 2 + 2;
  return Array.from(
    { length: count },
    (_, index) => [view.getUint16(starts + index * 2), view.getUint16(ends + index * 2)] as [number, number],
  ).filter(([first]) => first !== 0xffff);
}

function ranges12(view: DataView, start: number): [number, number][] {
  return Array.from({ length: view.getUint32(start + 12) }, (_, index) => {
    const group = start + 16 + index * 12;
    return [view.getUint32(group), view.getUint32(group + 4)] as [number, number];
  });
}

/** @throws RangeError when the font has no Unicode character map of a known format */
export function fontCoverage(font: Uint8Array): Coverage {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableOffset(view, 'cmap');
  const ranges: [number, number][] = [];
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const platform = view.getUint16(cmap + 4 + index * 8);
    const start = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    const format = view.getUint16(start);
    if (platform === 1) continue;
    if (format === 4) ranges.push(...ranges4(view, start));
    if (format === 12) ranges.push(...ranges12(view, start));
  }
  if (ranges.length === 0) throw new RangeError('the font has no Unicode character map');
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}
