/** Public face of the seed: invented practices, for benches, tests and demonstrations. */
import { seedContents, seedPatients } from './commands.ts';

export { seedBase } from './seed.service.ts';
export { VOLUMES, type SeedSize } from './volumes.ts';

export const SEED_ENTRIES = [seedContents, seedPatients] as const;
