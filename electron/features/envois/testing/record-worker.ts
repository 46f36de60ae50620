import { RECORD_ENTRIES } from '../../../record/index.ts';
import { runRecordWorker } from '../../../record/worker.ts';
import { ENVOIS_ENTRIES } from '../registry.ts';
import { TEST_ENTRIES } from './fixtures.ts';

runRecordWorker([...RECORD_ENTRIES, ...ENVOIS_ENTRIES, ...TEST_ENTRIES]);
