/** Kills, many of them: `npm run crash` does 1,000 on the service host, then those through the window. */
import { runEndToEnd } from './e2e.js';
import { runVitest } from './lib/vitest.js';
import { setUp } from './setup.js';

await setUp({ quiet: true });
const kills = process.argv[2] ?? process.env.HYGIE_KILLS ?? '1000';
const host = await runVitest({ name: 'crash', crash: true, env: { HYGIE_KILLS: kills } });
const window = await runEndToEnd(['--project=crash']);
for (const failure of [...host.failures, ...window.failures]) console.log(`failed: ${failure}`);
console.log(
  `${host.passed + window.passed} passed, ${host.failed + window.failed} failed, ${host.skipped + window.skipped} skipped`,
);
process.exitCode = host.failed + window.failed > 0 ? 1 : 0;
