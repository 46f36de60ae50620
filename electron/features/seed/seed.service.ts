import type { Actor, RecordStore } from '../../record/index.ts';
import { seedContents, seedPatients } from './commands.ts';
import type { SeedActor } from './record-rows.ts';
import { VOLUMES, type SeedSize } from './volumes.ts';

export interface SeedOptions {
  readonly store: RecordStore;
  readonly actor: Actor;
  readonly size: SeedSize;
  readonly seed: number;
  /** Doctors of the practice; the first ones are taken, others are invented up to the size's number. */
  readonly doctors: readonly SeedActor[];
  /** Civil date the ten years end on. */
  readonly today: string;
  readonly onProgress?: (done: number, total: number) => void;
}

const CHUNK = 250;

function doctorsOf(options: SeedOptions): SeedActor[] {
  const { doctors } = VOLUMES[options.size];
  const invented = Array.from({ length: doctors }, (_, rank) => ({
    idNat: `8997000900${String(rank).padStart(2, '0')}`,
    nom: `Dr ESSAI${rank}`,
  }));
  return [...options.doctors, ...invented].slice(0, doctors);
}

/** Fills a base with an invented practice. The same size and seed make the same patients and records. */
export async function seedBase(options: SeedOptions): Promise<{ patients: number }> {
  const { store, actor, size, seed, today } = options;
  const total = VOLUMES[size].patients;
  const contents = await store.execute(seedContents, { seed }, actor);
  const doctors = doctorsOf(options);
  for (let from = 0; from < total; from += CHUNK) {
    const to = Math.min(total, from + CHUNK);
    await store.execute(seedPatients, { size, seed, from, to, doctors, contents, today }, actor);
    options.onProgress?.(to, total);
  }
  return { patients: total };
}
