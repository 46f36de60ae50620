import path from 'node:path';
import { defineConfig } from 'playwright/test';

/** The guided tour of `npm start` without a display: one long walk through the main job, photographed. */
export default defineConfig({
  testDir: '.',
  testMatch: 'tour.ts',
  outputDir: path.join(import.meta.dirname, '..', 'test-results', 'tour'),
  workers: 1,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  globalSetup: './suite.setup.ts',
  reporter: [['line']],
});
