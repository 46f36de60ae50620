import type { Issue, JobPris } from './job.ts';

/** One road out. `dmp` and `messagerie` each plug theirs in. It never throws for what a peer does: every answer is an `Issue`. */
export interface ChannelSender {
  /**
   * True when the peer itself recognises the same bytes sent twice (DMP: uniqueId of the set): after a cut they are sent again
   * alone. False (mail): an unknown outcome waits for a proof or for the doctor.
   */
  readonly idempotent: boolean;
  /** Sends the frozen bytes. `signal` aborts when the session is locked: the sooner it returns the better. */
  send(job: JobPris, contenu: Uint8Array, signal: AbortSignal): Promise<Issue>;
  /** Looks for a proof that an unknown outcome was received. May throw when the peer cannot be asked now. */
  lookup?(job: JobPris, signal: AbortSignal): Promise<'recu' | 'pas-de-preuve'>;
  /** Puts the copy in its place once sent. May throw: it is tried again, and the job stays sent whatever happens. */
  copy?(job: JobPris, contenu: Uint8Array, signal: AbortSignal): Promise<void>;
}
