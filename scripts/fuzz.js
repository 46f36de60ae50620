/** Files changed at random, many of them, read in the format worker: `npm run fuzz` does 10,000 (or its argument, or HYGIE_FUZZ). */
import { runVitest } from './lib/vitest.js';
import { setUp } from './setup.js';

await setUp({ quiet: true });
const files = process.argv[2] ?? process.env.HYGIE_FUZZ ?? '10000';
const outcome = await runVitest({ name: 'fuzz', filters: ['reading.fuzz'], env: { HYGIE_FUZZ: files } });
for (const failure of outcome.failures) console.log(`failed: ${failure}`);
console.log(`${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
process.exitCode = outcome.failed > 0 ? 1 : 0;
