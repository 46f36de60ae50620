import { Worker } from 'node:worker_threads';
import type { VsmMade, VsmOrder } from '../features/vsm/vsm.task.ts';
import { HygieError } from '../../shared/errors.ts';

type Answer = { id: number; value: VsmMade } | { id: number; error: string };

const TIME_LIMIT = 30_000;

export interface FormatPool {
  makeVsm(order: VsmOrder): Promise<VsmMade>;
  close(): Promise<void>;
}

/**
 * One worker for the long work of formats, with limits of memory and time. A worker that hangs or dies is replaced; whoever waited is told, and nothing
 * was written.
 */
export function createFormatPool(workerPath: string): FormatPool {
  const waiting = new Map<
    number,
    { resolve: (made: VsmMade) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }
  >();
  let worker: Worker | null = null;
  let nextId = 1;

  function fail(message: string): void {
    worker = null;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(new HygieError('INTERNAL', message));
    }
    waiting.clear();
  }

  function started(): Worker {
    if (worker !== null) return worker;
    const fresh = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    fresh.unref();
    fresh.on('message', (answer: Answer) => {
      const entry = waiting.get(answer.id);
      if (entry === undefined) return;
      waiting.delete(answer.id);
      clearTimeout(entry.timer);
      if ('value' in answer) entry.resolve(answer.value);
      else entry.reject(new HygieError('INVALID_INPUT', answer.error));
    });
    fresh.on('error', () => fail('la mise en forme du document a échoué'));
    fresh.on('exit', () => {
      if (worker === fresh) fail('la mise en forme du document a été interrompue');
    });
    worker = fresh;
    return fresh;
  }

  return {
    makeVsm: (order) =>
      new Promise((resolve, reject) => {
        const target = started();
        const id = nextId++;
        const timer = setTimeout(() => void target.terminate(), TIME_LIMIT);
        waiting.set(id, { resolve, reject, timer });
        target.postMessage({ id, order });
      }),
    close: async () => {
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}
