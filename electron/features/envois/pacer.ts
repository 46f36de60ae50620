export interface EngineClock {
  now(): Date;
  /** Calls back once after this many milliseconds; returns how to forget it. */
  after(milliseconds: number, call: () => void): () => void;
  random(): number;
}

export const SYSTEM_CLOCK: EngineClock = {
  now: () => new Date(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Sleep that anything may shorten, and a stop that ends every sleep: the beat of the engine's walks. */
export class Pacer {
  readonly clock: EngineClock;
  readonly #stopping = new AbortController();
  readonly #wakers = new Set<() => void>();
  #wakes = 0;

  constructor(clock: EngineClock) {
    this.clock = clock;
  }

  get stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Grows at each wake: given to `sleep`, so that a wake between a look at the record and the sleep is not lost. */
  get wakes(): number {
    return this.#wakes;
  }

  wake(): void {
    this.#wakes += 1;
    for (const wake of [...this.#wakers]) wake();
  }

  stop(): void {
    this.#stopping.abort();
    this.wake();
  }

  async sleep(milliseconds: number, since: number): Promise<void> {
    if (this.stopped || this.#wakes !== since) return;
    await new Promise<void>((resolve) => {
      const awake = (): void => {
        forget();
        this.#wakers.delete(awake);
        resolve();
      };
      const forget = this.clock.after(Math.max(0, milliseconds), awake);
      this.#wakers.add(awake);
    });
  }
}
