/**
 * End-to-end tests in the real Electron, on a virtual screen. Arguments go to Playwright: a file, `-g '[73]'`,
 * `--project=crash`. HYGIE_ON_MY_SCREEN=1 shows the window, HYGIE_KEEP=1 keeps the profiles.
 */
import fs from 'node:fs';
import path from 'node:path';
import { isProgram, node24, root } from './lib/paths.js';
import { readPlaywrightReport, resultsDir } from './lib/report.js';
import { run } from './lib/run.js';
import { setUp } from './setup.js';

const playwright = path.join(root, 'node_modules', 'playwright', 'cli.js');

/** @returns {Promise<import('./lib/report.js').Outcome>} */
export async function runEndToEnd(args = []) {
  const start = performance.now();
  const report = path.join(resultsDir, 'e2e.json');
  fs.rmSync(report, { force: true });
  const command = [playwright, 'test', '-c', path.join('e2e', 'playwright.config.ts'), ...args];
  const result = await run(node24, command, { cwd: root, inherit: true });
  const outcome = readPlaywrightReport(report, 'end-to-end', (performance.now() - start) / 1000);
  if (result.code !== 0 && outcome.failed === 0) {
    return { ...outcome, failed: 1, failures: [`end-to-end: the runner ended with ${result.code}`] };
  }
  return outcome;
}

if (isProgram(import.meta.url)) {
  await setUp({ quiet: true });
  const outcome = await runEndToEnd(process.argv.slice(2));
  process.exitCode = outcome.failed > 0 ? 1 : 0;
}
