import type { Actor } from './define.ts';
import type { ErrorMessage } from './errors.ts';
import type { SlotChange } from './keys/rotation.ts';

/** 'task' is a thread of its own that does one long thing and ends. */
export type Role = 'writer' | 'reader' | 'task';

export type Task =
  /** Writes the file `target` while the base is in use. */
  | { readonly kind: 'backup'; readonly target: string }
  /** Changes the base's key while the base is closed. */
  | { readonly kind: 'rotate'; readonly change: SlotChange };

/** What a worker is started with. */
export interface WorkerStart {
  readonly role: Role;
  readonly directory: string;
  readonly databaseFile: string;
  readonly key: Uint8Array;
  readonly nativeBinding: string | null;
  readonly now: string;
  readonly slowMilliseconds: number;
  /** Only for the role 'task'. */
  readonly task: Task | null;
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
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'closed' };
