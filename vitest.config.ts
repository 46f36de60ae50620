import { defineConfig } from 'vitest/config';

// Tests live beside the code and run on Node 24 with real peers on loopback; two forks fit the two cores we build on.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['{electron,shared,renderer,fixtures}/**/*.test.{ts,tsx}', 'scripts/**/*.test.js'],
    pool: 'forks',
    maxWorkers: 2,
    // V8 of Node 18 to 24 loses count of its code pages when threads come and go on processors with memory protection keys, and aborts
    // (« Check failed: jit_page.has_value() », nodejs/node#64500, seen once in some runs of the whole suite): the protection is left out of tests.
    execArgv: ['--no-memory-protection-keys'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
  },
});
