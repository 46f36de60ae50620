/** Where the typed text is: on disk, on its way, or refused. Never says « saved » before the host acknowledged. */
export type AutosaveState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface AutosaveOptions<T> {
  /** Writes the value; resolves, once it is on disk, with the instant of the write. */
  readonly save: (value: T) => Promise<string>;
  /** Silence after which the value is written. */
  readonly pauseMs?: number;
  /** While typing without a pause, the value is written at least this often. */
  readonly maxMs?: number;
  /** After a failure, the value is kept and tried again. */
  readonly retryMs?: number;
  readonly now?: () => number;
}

export interface Autosave<T> {
  change(value: T): void;
  /** Writes what is not written yet; resolves true when everything is on disk. */
  flush(): Promise<boolean>;
  state(): AutosaveState;
  /** True while the window holds something that the disk does not. */
  isDirty(): boolean;
  subscribe(listener: () => void): () => void;
  /** Forgets the pending value: only once it was written another way (signed). */
  stop(): void;
}

/** Saves at each pause, at least every `maxMs` while typing; one write at a time, the last value always wins. */
export function createAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  const { save, pauseMs = 400, maxMs = 1_500, retryMs = 3_000, now = Date.now } = options;
  let waiting: { value: T } | null = null;
  let dirtySince = 0;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: AutosaveState = { kind: 'clean' };
  const listeners = new Set<() => void>();

  const become = (next: AutosaveState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const plan = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), delay);
  };

  async function writeOnce(held: { value: T }): Promise<void> {
    waiting = null;
    become({ kind: 'saving' });
    try {
      const at = await save(held.value);
      become(waiting === null ? { kind: 'saved', at } : { kind: 'pending' });
    } catch (error) {
      // What was typed meanwhile is newer than what failed.
      waiting ??= held;
      become({ kind: 'failed', error });
      plan(retryMs);
    }
  }

  function write(): Promise<void> {
    clearTimeout(timer);
    if (running !== null) return running;
    if (waiting === null) return Promise.resolve();
    running = writeOnce(waiting).finally(() => {
      running = null;
      if (waiting !== null && state.kind !== 'failed') plan(pauseMs);
    });
    return running;
  }

  return {
    change(value) {
      if (waiting === null) dirtySince = now();
      waiting = { value };
      if (state.kind !== 'saving' && state.kind !== 'failed') become({ kind: 'pending' });
      plan(Math.max(0, Math.min(pauseMs, dirtySince + maxMs - now())));
    },
    async flush() {
      await write();
      // The value typed during the write that was already running.
      if (waiting !== null && state.kind !== 'failed') await write();
      return waiting === null && running === null;
    },
    state: () => state,
    isDirty: () => waiting !== null || running !== null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      clearTimeout(timer);
      waiting = null;
    },
  };
}

const active = new Set<Autosave<never>>();

/** Every autosave of the window, so that lock and close can flush them all. Returns the way to leave the list. */
export function trackAutosave<T>(autosave: Autosave<T>): () => void {
  active.add(autosave);
  return () => active.delete(autosave);
}

/** Writes everything that is still in the window; true when all of it is on disk. */
export async function flushAll(): Promise<boolean> {
  const results = await Promise.all([...active].map((each) => each.flush()));
  return results.every(Boolean);
}
