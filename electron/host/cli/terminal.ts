import { randomBytes } from 'node:crypto';
import { readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { HygieError } from '../../../shared/errors.ts';
import { NobodyReadsError, UsageError } from './usage.ts';

/** What a command talks to. */
export interface Terminal {
  /** Writes to stdout; false once nobody reads it any more. Waits when the reader is slow. */
  readonly out: (text: string) => Promise<boolean>;
  readonly error: (text: string) => void;
  /** stderr is a screen: a progress line may be drawn on it. */
  readonly isScreen: boolean;
  /** Ctrl+C: work stops at its next step, what is committed stays. */
  readonly interrupted: AbortSignal;
}

export interface Talk {
  /** One JSON line (or a sentence) on stdout. Rejects with NobodyReadsError when nobody reads it. */
  print(value: object | string): Promise<void>;
  /** The same for work that goes on whether or not its answer is read. */
  note(value: object): Promise<void>;
  progress(done: number, total: number, what: string): void;
  readonly interrupted: AbortSignal;
}

export function talkOn(terminal: Terminal): Talk {
  const write = (value: object | string) =>
    terminal.out(`${typeof value === 'string' ? value : JSON.stringify(value)}\n`);
  return {
    interrupted: terminal.interrupted,
    print: async (value) => {
      if (!(await write(value))) throw new NobodyReadsError();
    },
    note: async (value) => {
      await write(value);
    },
    progress: (done, total, what) => {
      if (!terminal.isScreen || total === 0) return;
      const filled = Math.round((30 * done) / total);
      const bar = `${'█'.repeat(filled)}${'·'.repeat(30 - filled)}`;
      terminal.error(`\r${bar} ${done}/${total} ${what}${done >= total ? '\n' : ''}`);
    },
  };
}

const LONGEST_SECRET = 200;

/** One line from a file descriptor: a secret never shows in the process list. The caller zeroes it. Throws UsageError. */
export function secretFrom(descriptor: string, option: string): Buffer {
  const number = /^\d{1,4}$/.test(descriptor) ? Number(descriptor) : null;
  if (number === null) throw new UsageError(`--${option} : le numéro d’un descripteur ouvert est attendu.`);
  const line = Buffer.alloc(LONGEST_SECRET);
  try {
    let length = 0;
    // To the end of the line and no further: whoever writes may keep the other end open.
    while (length < LONGEST_SECRET && readSync(number, line, length, 1, null) === 1 && line[length] !== 0x0a)
      length += 1;
    const end = line[length - 1] === 0x0d ? length - 1 : length;
    return Buffer.from(line.subarray(0, end));
  } catch {
    throw new UsageError(`--${option} ${descriptor} : ce descripteur n’est pas ouvert en lecture.`);
  } finally {
    line.fill(0);
  }
}

/** Writes a file whole or not at all, readable by its owner only. */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const partial = `${path}.${randomBytes(4).toString('hex')}.partiel`;
  try {
    writeFileSync(partial, bytes, { mode: 0o600, flush: true });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

const FILE_SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'fichier ou dossier introuvable',
  EACCES: 'accès refusé',
  EPERM: 'accès refusé',
  EISDIR: 'c’est un dossier, un fichier est attendu',
  ENOTDIR: 'un dossier est attendu',
  EEXIST: 'ce nom est déjà pris',
  ENOSPC: 'le disque est plein',
  EROFS: 'le disque est en lecture seule',
};

/** What is told of an error: one readable French sentence, and nothing of a stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof HygieError) {
    const { code, detail, message } = error;
    if (detail === null) return message;
    // Those two sentences speak of the window; their detail says it all here.
    return code === 'NOT_ALLOWED' || code === 'NOT_FOUND' ? detail : `${message} ${detail}`;
  }
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `Fichier refusé : ${issue === undefined ? 'forme inattendue' : `${issue.path.join('.')} : ${issue.message}`}`;
  }
  if (error instanceof SyntaxError) return 'Fichier refusé : ce n’est pas du JSON.';
  if (!(error instanceof Error)) return 'Erreur inconnue.';
  if (error.name === 'AbortError') return 'Interrompu. Ce qui était déjà enregistré reste ; rien n’est fait à moitié.';
  const { code, path } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : FILE_SENTENCES[code];
  return known === undefined ? error.message : `${path ?? 'fichier'} : ${known}.`;
}
