import { defineConfig } from 'vitest/config';

// Tests live beside the code and run on Node 24 with real peers on loopback; two forks fit the two cores we build on.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['{electron,shared,renderer,fixtures}/**/*.test.{ts,tsx}', 'scripts/**/*.test.js'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
  },
});
