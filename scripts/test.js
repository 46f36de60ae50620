/**
 * Everything: set-up, then format, lint, types, architecture, unused code and licences, unit and integration, crash,
 * end-to-end. A failing step does not hide the next ones. The last line is `N passed, N failed, N skipped`.
 */
import { runEndToEnd } from './e2e.js';
import { build } from './build.js';
import { runCheck } from './check.js';
import { emptyResults, saveOutcome } from './lib/report.js';
import { runVitest } from './lib/vitest.js';
import { seconds } from './lib/step.js';
import { setUp } from './setup.js';

const kills = process.env.HYGIE_KILLS ?? '45';

const steps = [
  ['check', runCheck],
  ['unit', () => runVitest({ name: 'unit' })],
  ['crash', () => runVitest({ name: 'crash', crash: true, env: { HYGIE_KILLS: kills } })],
  ['build', buildStep],
  ['end-to-end', () => runEndToEnd()],
];

async function buildStep() {
  const start = performance.now();
  const outcome = { name: 'build', passed: 1, failed: 0, skipped: 0, failures: [] };
  try {
    await build({ quiet: true });
  } catch (error) {
    Object.assign(outcome, { passed: 0, failed: 1, failures: [`build: ${error.message}`] });
  }
  return { ...outcome, seconds: (performance.now() - start) / 1000 };
}

/** A step that throws counts as one failure with its reason. */
async function guarded(name, act) {
  const start = performance.now();
  try {
    return await act();
  } catch (error) {
    const took = (performance.now() - start) / 1000;
    return { name, passed: 0, failed: 1, skipped: 0, seconds: took, failures: [`${name}: ${error.message}`] };
  }
}

const begin = performance.now();
const outcomes = [];
emptyResults();
const ready = await guarded('set-up', async () => {
  await setUp();
  return {
    name: 'set-up',
    passed: 1,
    failed: 0,
    skipped: 0,
    seconds: (performance.now() - begin) / 1000,
    failures: [],
  };
});
outcomes.push(ready);
if (ready.failed === 0) {
  for (const [name, act] of steps) {
    console.log(`\n--- ${name}`);
    const outcome = await guarded(name, act);
    saveOutcome(name, outcome);
    outcomes.push(outcome);
  }
}

const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log('\n--- summary');
for (const { name, passed, failed, skipped, seconds: took } of outcomes) {
  console.log(`${name.padEnd(12)} ${passed} passed, ${failed} failed, ${skipped} skipped, ${took.toFixed(1)} s`);
}
for (const failure of outcomes.flatMap((outcome) => outcome.failures)) console.log(`failed: ${failure.split('\n')[0]}`);
for (const test of outcomes.flatMap((outcome) => outcome.unsteady ?? []))
  console.log(`unsteady, passed at the second look: ${test}`);
console.log(`total ${seconds(begin)}`);
// Set by exit code and not by exit(): what is still in the pipe must come out, this line last.
process.exitCode = sum('failed') > 0 ? 1 : 0;
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
