/** Numbers that look random and are the same for the same seed (sfc32). */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  /** The first ones far more often than the last, as surnames are. */
  pickUneven<T>(list: readonly T[]): T;
  /** A UUID in the shape of version 4, that starts with `rank`: ids made later come later in an index, as the product's own do. */
  uuid(rank: number): string;
}

function mix(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return hash >>> 0;
}

export function randomFrom(...seed: readonly (string | number)[]): Random {
  const text = seed.join('/');
  let [a, b, c, d] = [mix(`a${text}`), mix(`b${text}`), mix(`c${text}`), 1];
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  const at = <T>(list: readonly T[], share: number): T => {
    const value = list[Math.min(list.length - 1, Math.floor(share * list.length))];
    if (value === undefined) throw new Error('an empty list has nothing to pick');
    return value;
  };
  const hex = (digits: number): string =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => at(list, next()),
    pickUneven: (list) => at(list, next() ** 3),
    uuid: (rank) => `${rank.toString(16).padStart(8, '0')}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}`,
  };
}
