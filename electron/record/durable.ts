import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

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

/** Writes a file whole or not at all: temporary name, flush, rename, flush of the directory. */
export function writeFileDurably(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);
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
