import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Flushes a directory, so that a name written into it survives a power cut. Windows has no such call and needs none. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function writeAll(handle: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) done += writeSync(handle, bytes, done, bytes.length - done);
}

const flush = promisify(fsync);
const temporaryName = (path: string): string =>
  join(dirname(path), `.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);

async function syncDirectories(directories: ReadonlySet<string>): Promise<void> {
  if (process.platform === 'win32') return;
  const handles = [...directories].map((directory) => openSync(directory, 'r'));
  try {
    await Promise.all(handles.map((handle) => flush(handle)));
  } finally {
    for (const handle of handles) closeSync(handle);
  }
}

/** Files written now and made durable together: one wait of the disk for many, instead of two for each. */
export interface DurableFiles {
  /** Writes the bytes under a temporary name. Throws what the disk says; nothing is left then. */
  write(path: string, bytes: Uint8Array): void;
  /** Where the bytes of a path lie for now. */
  whereIs(path: string): string;
  /** Flushes every file written since the last call, gives each its name, flushes their directories. */
  settle(): Promise<void>;
  /** Removes what was written since the last call to `settle`. */
  abandon(): void;
}

export function startDurableFiles(): DurableFiles {
  const touched = new Set<string>();
  const pending = new Map<string, { readonly temporary: string; readonly handle: number }>();

  function abandon(): void {
    // Forgotten first: a number closed twice would be somebody else's file, or Electron's own socket.
    const left = [...pending.values()];
    pending.clear();
    for (const { temporary, handle } of left) {
      closeSync(handle);
      try {
        if (existsSync(temporary)) unlinkSync(temporary);
      } catch {
        // The folder turned read-only: a name is left whose key went with the transaction, nobody can read it.
      }
    }
  }

  return {
    abandon,
    whereIs: (path) => pending.get(path)?.temporary ?? path,
    write: (path, bytes) => {
      const temporary = temporaryName(path);
      const handle = openSync(temporary, 'wx', 0o600);
      pending.set(path, { temporary, handle });
      writeAll(handle, bytes);
    },
    settle: async () => {
      if (pending.size === 0) return;
      await Promise.all([...pending.values()].map(({ handle }) => flush(handle)));
      for (const [path, { temporary, handle }] of pending) {
        renameSync(temporary, path);
        pending.delete(path);
        closeSync(handle);
        touched.add(dirname(path));
      }
      await syncDirectories(touched);
      touched.clear();
    },
  };
}

/** Writes a file whole or not at all: temporary name, flush, rename, flush of the directory. */
export function writeFileDurably(path: string, bytes: Uint8Array): void {
  const temporary = temporaryName(path);
  try {
    const handle = openSync(temporary, 'wx', 0o600);
    try {
      writeAll(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) unlinkSync(temporary);
    throw error;
  }
  syncDirectory(dirname(path));
}

/** Adds a line to a file and flushes it. */
export function appendDurably(path: string, line: string): void {
  const handle = openSync(path, 'a', 0o600);
  try {
    writeAll(handle, Buffer.from(line, 'utf8'));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** Makes a directory that only its owner may enter, and its parents. */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    // On a read-only disk Node says « no such directory »: this says why.
    accessSync(nearestExisting(path), constants.W_OK);
    throw error;
  }
}
