import { Worker } from 'node:worker_threads';
import { HygieError } from '../../shared/errors.ts';
import type { FormatTask, TaskOrder, TaskResult } from './format-tasks.ts';

type Answer = { id: number; value: unknown } | { id: number; error: string };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Making a document of ours may wait for the fonts to load; reading somebody's file may not take longer than this. */
const TIME_LIMITS: Readonly<Partial<Record<FormatTask, number>>> = { vsm: 30_000, papier: 30_000, annuaire: 60_000 };
const READING_LIMIT = 10_000;
const MEMORY_LIMIT = 512;

/** Tasks that make our own documents have a worker of their own: a hostile file that is being read delays none of them. */
const OURS: ReadonlySet<FormatTask> = new Set<FormatTask>(['vsm', 'papier']);
/** Nobody waits for these: neither a document that is being opened nor one that arrives stands behind them. */
const BEHIND: ReadonlySet<FormatTask> = new Set<FormatTask>(['texte-document']);

export interface FormatPool {
  /** Rejects with HygieError INVALID_INPUT when the task refuses its order, INTERNAL when the worker died or took too long. */
  run<T extends FormatTask>(task: T, order: TaskOrder<T>): Promise<TaskResult<T>>;
  close(): Promise<void>;
}

/** One worker, started when first needed and again after it died. */
function createLane(workerPath: string) {
  const waiting = new Map<number, Waiting>();
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
    const fresh = new Worker(workerPath, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT } });
    fresh.unref();
    fresh.on('message', (answer: Answer) => {
      const entry = waiting.get(answer.id);
      if (entry === undefined) return;
      waiting.delete(answer.id);
      clearTimeout(entry.timer);
      if ('value' in answer) entry.resolve(answer.value as never);
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
    run<T extends FormatTask>(task: T, order: TaskOrder<T>): Promise<TaskResult<T>> {
      return new Promise<TaskResult<T>>((resolve, reject) => {
        const target = started();
        const id = nextId++;
        const timer = setTimeout(() => void target.terminate(), TIME_LIMITS[task] ?? READING_LIMIT);
        waiting.set(id, { resolve, reject, timer });
        target.postMessage({ id, task, order });
      });
    },
    async close(): Promise<void> {
      const last = worker;
      worker = null;
      await last?.terminate();
    },
  };
}

/** Workers for the long work of formats, with limits of memory and time. Whoever waited for one that died is told, and nothing was written. */
export function createFormatPool(workerPath: string): FormatPool {
  const [making, reading, behind] = [createLane(workerPath), createLane(workerPath), createLane(workerPath)];
  return {
    run: (task, order) => (OURS.has(task) ? making : BEHIND.has(task) ? behind : reading).run(task, order),
    close: async () => {
      await Promise.all([making.close(), reading.close(), behind.close()]);
    },
  };
}
