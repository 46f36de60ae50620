import type { Actor } from './define.ts';
import type { ErrorMessage } from './errors.ts';

export type Role = 'writer' | 'reader';

/** What a worker is started with. */
export interface WorkerStart {
  readonly role: Role;
  readonly directory: string;
  readonly databaseFile: string;
  readonly key: Uint8Array;
  readonly nativeBinding: string | null;
  readonly now: string;
  readonly slowMilliseconds: number;
}

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
  | { readonly type: 'closed' };
