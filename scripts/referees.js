/** The official referees (schematrons, schemas, xmlsec1…) on many generated records instead of the few of `npm test`. */
import { runVitest } from './lib/vitest.js';
import { setUp } from './setup.js';

await setUp({ quiet: true });
const generated = process.argv[2] ?? process.env.REFEREES ?? '200';
const outcome = await runVitest({ name: 'referees', filters: ['referee'], env: { REFEREES: generated } });
console.log(`${outcome.passed} passed, ${outcome.failed} failed, ${outcome.skipped} skipped`);
process.exitCode = outcome.failed > 0 ? 1 : 0;
