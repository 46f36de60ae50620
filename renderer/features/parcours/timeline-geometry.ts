/** Days since 1970 of a civil date; a partial one stands at its beginning. */
export function dayNumber(date: string): number {
  const whole = date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date.slice(0, 10);
  return Math.round(Date.parse(`${whole}T00:00:00Z`) / 86_400_000);
}

export function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

export const xOf = (day: number, { from, to, width }: Scale): number => ((day - from) / Math.max(1, to - from)) * width;

export interface Cluster<T> {
  readonly x: number;
  readonly items: readonly T[];
}

/** Items of the period, those nearer than `gap` pixels drawn as one: two thousand documents are never two thousand marks. */
export function clusters<T extends { readonly date: string }>(
  items: readonly T[],
  scale: Scale,
  gap: number,
): Cluster<T>[] {
  const cells = new Map<number, T[]>();
  for (const item of items) {
    const day = dayNumber(item.date);
    if (day < scale.from || day > scale.to) continue;
    const cell = Math.floor(xOf(day, scale) / gap);
    const known = cells.get(cell);
    if (known === undefined) cells.set(cell, [item]);
    else known.push(item);
  }
  let before = Number.NEGATIVE_INFINITY;
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([, held]) => {
      const mean = held.reduce((sum, { date }) => sum + xOf(dayNumber(date), scale), 0) / held.length;
      // Never over the mark before it, whose number would be misread; it stays in its own cell.
      before = Math.min(scale.width, Math.max(mean, before + gap));
      return { items: held, x: before };
    });
}

export interface Graduation {
  readonly x: number;
  readonly width: number;
  readonly label: string;
}

/** [39] Years and quarters T1–T4 that the period touches; quarters without room are left out. */
export function graduations(scale: Scale): {
  readonly years: readonly Graduation[];
  readonly quarters: readonly Graduation[];
} {
  const first = new Date(scale.from * 86_400_000);
  const years: Graduation[] = [];
  const quarters: Graduation[] = [];
  for (let year = first.getUTCFullYear(); dayNumber(`${year}-01-01`) <= scale.to; year += 1) {
    const start = xOf(dayNumber(`${year}-01-01`), scale);
    const end = xOf(dayNumber(`${year + 1}-01-01`), scale);
    years.push({ x: start, width: end - start, label: String(year) });
    if (end - start < 100) continue;
    for (let quarter = 1; quarter <= 4; quarter += 1) {
      const from = xOf(dayNumber(`${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`), scale);
      const to = quarter === 4 ? end : xOf(dayNumber(`${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`), scale);
      if (to > 0 && from < scale.width) quarters.push({ x: from, width: to - from, label: `T${quarter}` });
    }
  }
  return { years, quarters };
}
