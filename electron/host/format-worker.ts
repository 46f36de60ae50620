import { randomUUID } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { makeVsm, type VsmOrder } from '../features/vsm/vsm.task.ts';

/** Entry of the format worker: long work on values, without base, network nor card. It may be killed without harm. */
parentPort?.on('message', ({ id, order }: { id: number; order: VsmOrder }) => {
  makeVsm(order, randomUUID).then(
    (value) => parentPort?.postMessage({ id, value }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : 'illisible' }),
  );
});
