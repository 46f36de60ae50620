/** How much a seeded base holds. Sources: the volumes of a practice over ten years (CNAM, DREES, ECOGEN), as the benches fixed them. */
export interface Volumes {
  readonly patients: number;
  readonly notes: number;
  readonly elements: number;
  readonly documents: number;
  readonly doctors: number;
}

/** S: one doctor; M: a practice of four; L: a house of ten. */
export const VOLUMES = {
  S: { patients: 3_000, notes: 50_000, elements: 110_000, documents: 110_000, doctors: 1 },
  M: { patients: 12_000, notes: 200_000, elements: 440_000, documents: 440_000, doctors: 4 },
  L: { patients: 30_000, notes: 500_000, elements: 1_100_000, documents: 1_100_000, doctors: 10 },
  /** For tests of the generator itself. */
  XS: { patients: 40, notes: 400, elements: 400, documents: 300, doctors: 1 },
} as const satisfies Record<string, Volumes>;
export type SeedSize = keyof typeof VOLUMES;

/** The heaviest record: one patient with 2,000 documents. */
export const HEAVIEST = { documents: 2_000, notes: 400, elements: 80 } as const;
