import path from 'node:path';
import { readJson } from './files.js';
import { cacheDir } from './paths.js';

export const runtimeFile = path.join(cacheDir, 'runtime.json');

/**
 * What set-up found or made.
 * @returns {{electronDir: string, electronVersion: string, standIn: boolean, sqliteBinding: string | null, cards: string}}
 */
export function readRuntime() {
  const runtime = readJson(runtimeFile);
  if (!runtime) throw new Error('Not set up yet: run `npm run setup`.');
  return runtime;
}
