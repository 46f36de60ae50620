import type { BackupReport } from './backup.ts';
import type { Actor } from './define.ts';
import type { ErrorMessage } from './errors.ts';

/** 'backup' is a thread of its own that writes one file and ends: a snapshot takes seconds, and nobody waits for it. */
export type Role = 'writer' | 'reader' | 'backup';

/** What a worker is started with. */
export interface WorkerStart {
  readonly role: Role;
  readonly directory: string;
  readonly databaseFile: string;
  readonly key: Uint8Array;
  readonly nativeBinding: string | null;
  readonly now: string;
  readonly slowMilliseconds: number;
  /** File to make, for a backup; empty otherwise. */
  readonly target: string;
  /** One 32-bit word. The reader loads its code while the writer opens the base, then waits here for GATE_OPEN or GATE_SHUT. */
  readonly gate: SharedArrayBuffer;
}

export const GATE_OPEN = 1;
export const GATE_SHUT = 2;

export interface CallMessage {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly actor: Actor;
  readonly now: string;
}

/** Sent in place of a call when the base is being locked. */
export const CLOSE = 'close';

export type WorkerMessage =
  | { readonly type: 'ready'; readonly lastInstant: string | null }
  | { readonly type: 'failed'; readonly error: ErrorMessage }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorMessage }
  | { readonly type: 'slow'; readonly name: string; readonly milliseconds: number }
  | { readonly type: 'saved'; readonly report: BackupReport }
  | { readonly type: 'closed' };
