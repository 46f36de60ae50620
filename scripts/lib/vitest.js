import path from 'node:path';
import { node24, root } from './paths.js';
import { readVitestReport, resultsDir } from './report.js';
import { run } from './run.js';

const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** Tests that kill processes on purpose: a step of their own, whose number of kills is set by HYGIE_KILLS. */
export const crashFiles = ['kill.test', '.crash.test'];
const excludeCrash = ['--exclude', '**/kill.test.ts', '--exclude', '**/*.crash.test.ts'];

/**
 * @param {{name: string, filters?: string[], crash?: boolean, env?: Record<string, string>}} options
 * @returns {Promise<import('./report.js').Outcome>}
 */
export async function runVitest({ name, filters = [], crash = false, env = {} }) {
  const start = performance.now();
  const report = path.join(resultsDir, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const which = crash ? [...crashFiles, '--passWithNoTests'] : [...filters, ...excludeCrash];
  const result = await run(node24, [vitest, 'run', ...reporters, ...which], {
    cwd: root,
    inherit: true,
    env: { ...process.env, ...env },
  });
  const outcome = readVitestReport(report, name, (performance.now() - start) / 1000);
  // Something outside of any test (an unhandled rejection, a worker that died) also makes it fail.
  if (result.code !== 0 && outcome.failed === 0) {
    return { ...outcome, failed: 1, failures: [`${name}: vitest ended with ${result.code} though no test failed`] };
  }
  return outcome;
}
