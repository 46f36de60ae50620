import { Worker } from 'node:worker_threads';
import { HygieError } from '../../shared/errors.ts';
import { fromErrorMessage } from './errors.ts';
import type { Actor } from './define.ts';
import { CLOSE, type CallMessage, type WorkerMessage, type WorkerStart } from './protocol.ts';

export interface WorkerLink {
  readonly lastInstant: string | null;
  call(name: string, input: unknown, actor: Actor, now: string): Promise<unknown>;
  /** Waits for the calls already given, closes the base, ends the thread. */
  close(): Promise<void>;
  readonly alive: () => boolean;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Starts a worker thread on a base and speaks with it. Rejects with the reason when the base cannot be opened. */
export function startWorker(
  path: string,
  begin: WorkerStart,
  onSlow: (name: string, milliseconds: number) => void,
): Promise<WorkerLink> {
  const worker = new Worker(path, { workerData: begin });
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let alive = true;
  let closing = false;

  function drop(error: Error): void {
    alive = false;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  function close(): Promise<void> {
    if (!alive) return Promise.resolve();
    closing = true;
    return new Promise((resolve) => {
      worker.once('exit', () => {
        resolve();
      });
      worker.postMessage(CLOSE);
    });
  }

  function call(name: string, input: unknown, actor: Actor, now: string): Promise<unknown> {
    if (!alive || closing) return Promise.reject(new HygieError('LOCKED'));
    const id = next++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      const message: CallMessage = { id, name, input, actor, now };
      try {
        worker.postMessage(message);
      } catch (error) {
        waiting.delete(id);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  return new Promise((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      switch (message.type) {
        case 'ready':
          resolve({ lastInstant: message.lastInstant, call, close, alive: () => alive && !closing });
          break;
        case 'failed':
          reject(fromErrorMessage(message.error));
          break;
        case 'answer':
          waiting.get(message.id)?.resolve(message.value);
          waiting.delete(message.id);
          break;
        case 'error':
          waiting.get(message.id)?.reject(fromErrorMessage(message.error));
          waiting.delete(message.id);
          break;
        case 'slow':
          onSlow(message.name, message.milliseconds);
          break;
        case 'done':
        case 'closed':
          break;
      }
    });
    worker.on('error', (error) => {
      const reason = new HygieError('INTERNAL', null, { cause: error });
      drop(reason);
      reject(reason);
    });
    worker.on('exit', () => {
      const reason = new HygieError(closing ? 'LOCKED' : 'INTERNAL');
      drop(reason);
      reject(reason);
    });
  });
}

/** Does one long thing in a thread of its own. Rejects with the reason. */
export function runTask(path: string, begin: WorkerStart): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path, { workerData: begin });
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'done') resolve(message.value);
      if (message.type === 'failed') reject(fromErrorMessage(message.error));
    });
    worker.on('error', (error) => {
      reject(new HygieError('INTERNAL', null, { cause: error }));
    });
    worker.on('exit', () => {
      reject(new HygieError('INTERNAL', 'Le travail a été interrompu. La base est intacte ; recommencez.'));
    });
  });
}
