import { ENVOIS_ENTRIES } from '../features/envois/registry.ts';
import { RECORD_ENTRIES, type RegistryEntry } from '../record/index.ts';
import { runRecordWorker } from '../record/worker.ts';

/** Every command and query of the house; the record's two threads run nothing else. */
const REGISTRY: readonly RegistryEntry[] = [...RECORD_ENTRIES, ...ENVOIS_ENTRIES];

runRecordWorker(REGISTRY);
