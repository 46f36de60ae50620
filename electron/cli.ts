#!/usr/bin/env node
import { join } from 'node:path';
import { runCommandLine } from './host/cli/run.ts';

/** `hygie`: the same services as the window, without it, on plain Node. Run from a checkout; sources are run as they are. */
const here = import.meta.dirname;
const programs = {
  recordWorker: join(here, 'host', 'record-worker.ts'),
  cardProcess: join(here, 'card', 'card-process.ts'),
  nativeBinding: null,
};
process.exitCode = await runCommandLine(process.argv.slice(2), programs, join(here, '..'), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
