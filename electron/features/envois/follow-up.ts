import type { EngineOptions } from './engine.ts';
import type { JobPris } from './job.ts';
import type { Pacer } from './pacer.ts';

const TRIES = 5;
const FIRST_INTERVAL = 60_000;

/**
 * What comes after sending: proofs of unknown outcomes, and copies still to be made. On its own walk, so that a slow mailbox holds no
 * sending back. Each is tried five times a session, 1, 2, 4, 8 minutes apart.
 */
export class FollowUp {
  readonly #options: EngineOptions;
  readonly #pacer: Pacer;
  readonly #tried = new Map<string, { times: number; notBefore: number }>();

  constructor(options: EngineOptions, pacer: Pacer) {
    this.#options = options;
    this.#pacer = pacer;
  }

  /** One round over everything that waits. Errors of a peer are reported and leave the others their turn. */
  async round(): Promise<void> {
    const { inconnus, copies } = await this.#options.record.suites();
    for (const job of inconnus) await this.#reported(() => this.#look(job));
    for (const job of copies) await this.#reported(() => this.#copy(job));
  }

  async #reported(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.#pacer.stopped) this.#options.onError?.(error);
    }
  }

  /** Number of this try, or null when it is too early or was tried enough. */
  #mayTry(what: string): number | null {
    const now = this.#pacer.clock.now().getTime();
    const { times, notBefore } = this.#tried.get(what) ?? { times: 0, notBefore: 0 };
    if (this.#pacer.stopped || times >= TRIES || now < notBefore) return null;
    this.#tried.set(what, { times: times + 1, notBefore: now + FIRST_INTERVAL * 2 ** times });
    return times + 1;
  }

  async #look(job: JobPris): Promise<void> {
    const sender = this.#options.senders[job.canal];
    const what = `preuve ${job.id} ${job.tentative}`;
    if (sender?.lookup === undefined || this.#mayTry(what) === null) return;
    if ((await sender.lookup(job, this.#pacer.signal)) !== 'recu') return;
    this.#tried.set(what, { times: TRIES, notBefore: 0 });
    await this.#options.record.prouver(job.id);
    this.#options.onChange?.();
  }

  async #copy(job: JobPris): Promise<void> {
    const sender = this.#options.senders[job.canal];
    const time = sender?.copy === undefined ? null : this.#mayTry(`copie ${job.id}`);
    if (sender?.copy === undefined || time === null) return;
    try {
      await sender.copy(job, await this.#options.record.contenu(job.id), this.#pacer.signal);
    } catch (error) {
      if (!this.#pacer.stopped && time >= TRIES) await this.#options.record.noterCopie(job.id, 'impossible');
      throw error;
    }
    await this.#options.record.noterCopie(job.id, 'faite');
    this.#options.onChange?.();
  }
}
