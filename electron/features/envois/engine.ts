import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { Canal } from '../../../shared/contract/partage.ts';
import { HygieError, type ErrorCode } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { FinDEnvoi } from './engine.commands.ts';
import { FollowUp } from './follow-up.ts';
import type { Issue, JobPris } from './job.ts';
import type { TravailEnvois } from './jobs.repository.ts';
import { Pacer, SYSTEM_CLOCK, type EngineClock } from './pacer.ts';
import type { ChannelSender } from './sender.ts';

/** The record as the engine uses it, already under the name of the doctor whose card is in. */
export interface EngineRecord {
  suites(): Promise<{ interrompus: number; inconnus: readonly JobPris[]; copies: readonly JobPris[] }>;
  reprendre(canauxIdempotents: readonly Canal[]): Promise<unknown>;
  prochain(canal: Canal): Promise<TravailEnvois>;
  prendre(jobId: JobId): Promise<JobPris>;
  contenu(jobId: JobId): Promise<Uint8Array>;
  finir(fin: FinDEnvoi): Promise<unknown>;
  prouver(jobId: JobId): Promise<unknown>;
  noterCopie(jobId: JobId, copie: 'faite' | 'impossible'): Promise<unknown>;
}

export interface EngineOptions {
  readonly record: EngineRecord;
  readonly senders: Readonly<Partial<Record<Canal, ChannelSender>>>;
  readonly clock?: EngineClock;
  /** Something of the jobs changed: screens read again. */
  readonly onChange?: () => void;
  /** An error of our own (never of a peer). Nothing is lost: the job is where the record says. */
  readonly onError?: (error: unknown) => void;
}

/** Longest sleep: a job added by another process, or a clock that jumped, is seen at the latest then. */
const LONGEST_SLEEP = 60_000;
/** After an error of our own (base busy, disk full) nothing is gained by hurrying. */
const AFTER_ERROR = 15_000;

const UNEXPECTED: Issue = {
  kind: 'inconnu',
  code: null,
  explication: 'Une erreur inattendue s’est produite pendant l’envoi : on ne sait pas si le destinataire l’a reçu.',
  conseil: 'Vérifiez auprès du destinataire, puis indiquez s’il l’a reçu ou relancez.',
};

/** The frozen bytes are gone or damaged: nothing can leave, and nothing must wait behind it. */
const UNREADABLE: Issue = {
  kind: 'refuse',
  destinataires: [],
  code: null,
  explication: 'Le contenu préparé pour cet envoi ne peut plus être lu. Rien n’est parti.',
  conseil: 'Partagez de nouveau le document, et vérifiez la base dans « Sauvegarde ».',
};

const isOneOf = (error: unknown, ...codes: ErrorCode[]): boolean =>
  error instanceof HygieError && codes.includes(error.code);

/**
 * Walks the jobs of the doctor whose card is in, each channel on its own, one job at a time in each. It never holds the record: a
 * command before the bytes leave, a command after. One engine lives from unlock to lock.
 */
export class SendingEngine {
  readonly #options: EngineOptions;
  readonly #pacer: Pacer;
  #running: Promise<void>[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#pacer = new Pacer(options.clock ?? SYSTEM_CLOCK);
  }

  /** Takes in what a crash left, then starts every channel. */
  start(): void {
    if (this.#running.length > 0) return;
    const recovered = this.#untilDone(() => this.#recover());
    const followUp = new FollowUp(this.#options, this.#pacer);
    const channels = Object.keys(this.#options.senders) as Canal[];
    this.#running = [
      ...channels.map((channel) => recovered.then(() => this.#loop(() => this.#step(channel)))),
      recovered.then(() => this.#loop(() => followUp.round().then(() => LONGEST_SLEEP))),
    ];
  }

  /** New jobs, a gesture of the doctor, or the network is back: look now. */
  wake(): void {
    this.#pacer.wake();
  }

  /**
   * Locking: nothing more is taken, what is in flight is cut short, and its outcome is written as far as it is known. Resolves when the engine
   * does nothing any more; a job whose outcome could not be written is found `en-cours` at the next unlock.
   */
  async stop(): Promise<void> {
    this.#pacer.stop();
    await Promise.all(this.#running);
  }

  #report(error: unknown): void {
    if (!this.#pacer.stopped) this.#options.onError?.(error);
  }

  /** Repeats `step` until the lock; it gives the milliseconds to sleep. An error of our own is reported and slows the walk, never ends it. */
  async #loop(step: () => Promise<number>): Promise<void> {
    while (!this.#pacer.stopped) {
      const since = this.#pacer.wakes;
      try {
        const pause = await step();
        if (pause > 0) await this.#pacer.sleep(pause, since);
      } catch (error) {
        this.#report(error);
        await this.#pacer.sleep(AFTER_ERROR, this.#pacer.wakes);
      }
    }
  }

  /** Tries until it is done, or until the lock. Errors that another try cannot change are thrown. */
  async #untilDone(work: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (this.#pacer.stopped || isOneOf(error, 'LOCKED')) return;
        if (isOneOf(error, 'NOT_ALLOWED', 'NOT_FOUND')) throw error;
        this.#report(error);
        await this.#pacer.sleep(AFTER_ERROR, this.#pacer.wakes);
      }
    }
  }

  async #recover(): Promise<void> {
    const { interrompus } = await this.#options.record.suites();
    if (interrompus === 0) return;
    const senders = Object.entries(this.#options.senders) as [Canal, ChannelSender][];
    const idempotent = senders.filter(([, sender]) => sender.idempotent);
    await this.#options.record.reprendre(idempotent.map(([channel]) => channel));
    this.#options.onChange?.();
  }

  async #step(channel: Canal): Promise<number> {
    const { pret, prochain } = await this.#options.record.prochain(channel);
    const sender = this.#options.senders[channel];
    if (pret !== null && sender !== undefined) {
      await this.#send(sender, pret.jobId);
      return 0;
    }
    return prochain === null ? LONGEST_SLEEP : this.#until(prochain);
  }

  #until(instant: Instant): number {
    return Math.min(LONGEST_SLEEP, Math.max(50, Date.parse(instant) - this.#pacer.clock.now().getTime()));
  }

  async #send(sender: ChannelSender, jobId: JobId): Promise<void> {
    if (this.#pacer.stopped) return;
    // Read before the claim: a base that is busy must not leave a job « en-cours ».
    const contenu = await this.#contentOf(jobId);
    const job = await this.#options.record.prendre(jobId);
    this.#options.onChange?.();
    const issue = contenu === null ? UNREADABLE : await this.#attempt(sender, job, contenu);
    const fin = {
      jobId,
      tentative: job.tentative,
      issue,
      idempotent: sender.idempotent,
      hasard: this.#pacer.clock.random(),
    };
    // The outcome is known: if the base cannot take it (disk full), it is offered until it can.
    await this.#untilDone(() => this.#options.record.finir(fin));
    this.#options.onChange?.();
    this.wake();
  }

  async #contentOf(jobId: JobId): Promise<Uint8Array | null> {
    try {
      return await this.#options.record.contenu(jobId);
    } catch (error) {
      if (!isOneOf(error, 'NOT_FOUND', 'BASE_DAMAGED')) throw error;
      this.#report(error);
      return null;
    }
  }

  async #attempt(sender: ChannelSender, job: JobPris, contenu: Uint8Array): Promise<Issue> {
    try {
      return await sender.send(job, contenu, this.#pacer.signal);
    } catch (error) {
      this.#report(error);
      return UNEXPECTED;
    }
  }
}
