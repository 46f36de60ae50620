import { fstatSync, mkdirSync, openSync, rmSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startDurableFiles } from './durable.ts';
import { temporaryDirectory } from './testing.ts';

test('what cannot be removed is closed once: the number then belongs to another file', () => {
  const directory = temporaryDirectory();
  try {
    const files = startDurableFiles();
    const path = join(directory, 'document');
    files.write(path, Buffer.from('bytes'));
    // As on a folder that turned read-only: the temporary name does not go away.
    const temporary = files.whereIs(path);
    rmSync(temporary);
    mkdirSync(temporary);
    files.abandon();
    const other = openSync(join(directory, 'other'), 'w');
    files.abandon();
    expect(() => fstatSync(other)).not.toThrow();
    closeSync(other);
    expect(files.whereIs(path)).toBe(path);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
