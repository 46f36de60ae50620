#!/usr/bin/env node
import { join } from 'node:path';
import { runCommandLine } from './host/cli/run.ts';

/** `hygie`: the same services as the window, without it, on plain Node. Run from a checkout; sources are run as they are. */
const here = import.meta.dirname;
const programs = {
  recordWorker: join(here, 'host', 'record-worker.ts'),
  formatWorker: join(here, 'host', 'format-worker.ts'),
  cardProcess: join(here, 'card', 'card-process.ts'),
  nativeBinding: null,
};

/** `| head -1` closes our output before we have done: it ends the talk, not the program. */
let read = true;
process.stdout.on('error', () => (read = false));
process.stderr.on('error', () => undefined);

/** Waits for a slow reader, so that a long answer never piles up in memory. */
function out(text: string): Promise<boolean> {
  if (!read) return Promise.resolve(false);
  return new Promise((resolve) => void process.stdout.write(text, (error) => resolve(!error && read)));
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Asked twice: what is committed stays all the same.
    if (interruption.signal.aborted) process.exit(1);
    interruption.abort();
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2), programs, join(here, '..'), {
  out,
  error: (text) => void process.stderr.write(text),
  isScreen: process.stderr.isTTY,
  interrupted: interruption.signal,
});
