import path from 'node:path';
import { defineConfig } from 'playwright/test';

// Two runs at once need a folder and ports of their own: HYGIE_RESULTS, HYGIE_PORT_BASE.
const results = process.env['HYGIE_RESULTS'] ?? path.join(import.meta.dirname, '..', 'test-results');

// Figures want the machine for themselves: `npm run bench` asks for them.
const measuring = process.env['HYGIE_FIGURES'] !== undefined;

// One window at a time on a machine of two cores. No second chance at a desk: a test that passes once in two is broken. On a shared machine a test may
// be seen again once; the summary names it, and more than two such fail the run (`scripts/lib/report.js`).
export default defineConfig({
  testDir: '.',
  outputDir: path.join(results, 'e2e'),
  workers: 1,
  fullyParallel: false,
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  globalSetup: './suite.setup.ts',
  reporter: [
    ['list'],
    ['json', { outputFile: path.join(results, 'e2e.json') }],
    ['./evidence.reporter.ts', { outputFile: path.join(results, 'evidence.json') }],
  ],
  projects: [
    { name: 'specs', testMatch: '{specs,security,a11y}/**/*.spec.ts', teardown: 'aftermath' },
    { name: 'crash', testMatch: 'crash/**/*.spec.ts', teardown: 'aftermath' },
    // What can only be judged once everything was done: traces left on the disk, bytes that went out.
    { name: 'aftermath', testMatch: 'aftermath/**/*.spec.ts' },
    ...(measuring ? [{ name: 'perf', testMatch: 'perf/**/*.spec.ts' }] : []),
  ],
});
