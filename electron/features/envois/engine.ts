import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { Canal } from '../../../shared/contract/partage.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { FinDEnvoi } from './engine.commands.ts';
import type { Issue, JobPris } from './job.ts';
import type { TravailEnvois } from './jobs.repository.ts';
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
const FOLLOW_UP_TRIES = 5;

const UNEXPECTED: Issue = {
  kind: 'inconnu',
  code: null,
  explication: 'Une erreur inattendue s’est produite pendant l’envoi : on ne sait pas si le destinataire l’a reçu.',
  conseil: 'Vérifiez auprès du destinataire, puis indiquez s’il l’a reçu ou relancez.',
};

/**
 * Walks the jobs of the doctor whose card is in, each channel on its own, one job at a time in each. It never holds the record: a
 * command before the bytes leave, a command after. One engine lives from unlock to lock.
 */
export class SendingEngine {
  readonly #options: EngineOptions;
  readonly #clock: EngineClock;
  readonly #stopping = new AbortController();
  readonly #wakers = new Set<() => void>();
  readonly #tried = new Map<string, { times: number; notBefore: number }>();
  #running: Promise<void>[] = [];
  /** Grows at each wake, so that one given between a look at the record and the sleep is not lost. */
  #wakes = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
  }

  /** Takes in what a crash left, then starts every channel. */
  start(): void {
    if (this.#running.length > 0) return;
    const recovered = this.#guarded(() => this.#recover());
    const channels = Object.keys(this.#options.senders) as Canal[];
    this.#running = [
      ...channels.map((channel) => recovered.then(() => this.#walk(channel))),
      recovered.then(() => this.#followUp()),
    ];
  }

  /** New jobs, a gesture of the doctor, or the network is back: look now. */
  wake(): void {
    this.#wakes += 1;
    for (const wake of [...this.#wakers]) wake();
  }

  /**
   * Locking: nothing more is taken, what is in flight is cut short, and its outcome is written as far as it is known. Resolves when the engine
   * does nothing any more; a job whose outcome could not be written is found `en-cours` at the next unlock.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await Promise.all(this.#running);
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  #changed(): void {
    this.#options.onChange?.();
  }

  /** False when our own side failed; the reason is reported, never thrown at whoever waits. */
  async #guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!this.#stopped) this.#options.onError?.(error);
      return false;
    }
  }

  async #sleep(milliseconds: number, since: number): Promise<void> {
    if (this.#stopped || this.#wakes !== since) return;
    await new Promise<void>((resolve) => {
      const awake = (): void => {
        forget();
        this.#wakers.delete(awake);
        resolve();
      };
      const forget = this.#clock.after(Math.max(0, milliseconds), awake);
      this.#wakers.add(awake);
    });
  }

  async #recover(): Promise<void> {
    const { interrompus } = await this.#options.record.suites();
    if (interrompus === 0) return;
    const idempotent = (Object.entries(this.#options.senders) as [Canal, ChannelSender][]).filter(
      ([, sender]) => sender.idempotent,
    );
    await this.#options.record.reprendre(idempotent.map(([channel]) => channel));
    this.#changed();
  }

  async #walk(channel: Canal): Promise<void> {
    const sender = this.#options.senders[channel];
    if (sender === undefined) return;
    while (!this.#stopped) {
      let pause = LONGEST_SLEEP;
      const since = this.#wakes;
      const fine = await this.#guarded(async () => {
        const { pret, prochain } = await this.#options.record.prochain(channel);
        if (pret !== null) {
          pause = 0;
          await this.#send(sender, pret.jobId);
        } else if (prochain !== null) {
          pause = this.#until(prochain);
        }
      });
      if (!fine) await this.#sleep(AFTER_ERROR, this.#wakes);
      else if (pause > 0) await this.#sleep(pause, since);
    }
  }

  #until(instant: Instant): number {
    return Math.min(LONGEST_SLEEP, Math.max(50, Date.parse(instant) - this.#clock.now().getTime()));
  }

  async #send(sender: ChannelSender, jobId: JobId): Promise<void> {
    if (this.#stopped) return;
    // Read before the claim: bytes that cannot be read must not leave a job « en-cours ».
    const contenu = await this.#options.record.contenu(jobId);
    const job = await this.#options.record.prendre(jobId);
    this.#changed();
    let issue: Issue;
    try {
      issue = await sender.send(job, contenu, this.#stopping.signal);
    } catch (error) {
      this.#options.onError?.(error);
      issue = UNEXPECTED;
    }
    const hasard = this.#clock.random();
    await this.#write({ jobId, tentative: job.tentative, issue, idempotent: sender.idempotent, hasard });
    this.#changed();
    this.wake();
  }

  /** The outcome is known and the base cannot take it (disk full, base busy): it is offered until it can, or until the lock. */
  async #write(fin: FinDEnvoi): Promise<void> {
    for (;;) {
      try {
        await this.#options.record.finir(fin);
        return;
      } catch (error) {
        const lost =
          error instanceof HygieError &&
          (error.code === 'NOT_ALLOWED' || error.code === 'LOCKED' || error.code === 'NOT_FOUND');
        if (this.#stopped || lost) throw error;
        this.#options.onError?.(error);
        await this.#sleep(AFTER_ERROR, this.#wakes);
      }
    }
  }

  /** Proofs of unknown outcomes, and copies still to be made: their own walk, so that a slow mailbox holds no sending back. */
  async #followUp(): Promise<void> {
    while (!this.#stopped) {
      const since = this.#wakes;
      await this.#guarded(async () => {
        const { inconnus, copies } = await this.#options.record.suites();
        for (const job of inconnus) await this.#guarded(() => this.#look(job));
        for (const job of copies) await this.#guarded(() => this.#copy(job));
      });
      await this.#sleep(LONGEST_SLEEP, since);
    }
  }

  /** Number of this try of a follow-up, or null when it is too early or was tried enough in this session: 1, 2, 4, 8… minutes apart. */
  #mayTry(what: string, most: number): number | null {
    const now = this.#clock.now().getTime();
    const { times, notBefore } = this.#tried.get(what) ?? { times: 0, notBefore: 0 };
    if (this.#stopped || times >= most || now < notBefore) return null;
    this.#tried.set(what, { times: times + 1, notBefore: now + 60_000 * 2 ** times });
    return times + 1;
  }

  async #look(job: JobPris): Promise<void> {
    const sender = this.#options.senders[job.canal];
    const what = `preuve ${job.id} ${job.tentative}`;
    if (sender?.lookup === undefined || this.#mayTry(what, FOLLOW_UP_TRIES) === null) return;
    if ((await sender.lookup(job, this.#stopping.signal)) !== 'recu') return;
    this.#tried.set(what, { times: FOLLOW_UP_TRIES, notBefore: 0 });
    await this.#options.record.prouver(job.id);
    this.#changed();
  }

  async #copy(job: JobPris): Promise<void> {
    const sender = this.#options.senders[job.canal];
    if (sender?.copy === undefined) return;
    const time = this.#mayTry(`copie ${job.id}`, FOLLOW_UP_TRIES);
    if (time === null) return;
    try {
      await sender.copy(job, await this.#options.record.contenu(job.id), this.#stopping.signal);
    } catch (error) {
      if (!this.#stopped && time >= FOLLOW_UP_TRIES) await this.#options.record.noterCopie(job.id, 'impossible');
      throw error;
    }
    await this.#options.record.noterCopie(job.id, 'faite');
    this.#changed();
  }
}
