import { runRecordWorker } from '../record/worker.ts';
import { REGISTRY } from './record-registry.ts';

runRecordWorker(REGISTRY);
