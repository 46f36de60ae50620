import { parentPort } from 'node:worker_threads';
import { FORMAT_TASKS, type FormatTask } from './format-tasks.ts';

interface Call {
  readonly id: number;
  readonly task: FormatTask;
  readonly order: unknown;
}

/** Entry of the format worker. It may be killed without harm. */
parentPort?.on('message', ({ id, task, order }: Call) => {
  const run = FORMAT_TASKS[task] as (order: unknown) => Promise<unknown>;
  Promise.resolve()
    .then(() => run(order))
    .then(
      (value) => parentPort?.postMessage({ id, value }),
      (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : 'illisible' }),
    );
});
