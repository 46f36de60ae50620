import fs from 'node:fs';
import path from 'node:path';
import { readJson, writeFileAtOnce } from './files.js';
import { root } from './paths.js';

/** Reports of the last run: results of each runner, screenshots, logs. Not part of the sources. Two runs at once need a folder each: HYGIE_RESULTS. */
export const resultsDir = process.env.HYGIE_RESULTS ?? path.join(root, 'test-results');

/** @typedef {{name: string, passed: number, failed: number, skipped: number, seconds: number, failures: string[], unsteady?: string[]}} Outcome */

/** Tests of one run that may pass at the second look only, and be named; one more is a failure of each. */
const UNSTEADY_ALLOWED = 2;

/** Counts of a vitest JSON report; a report that is absent or empty is a failure, never a silence. */
export function readVitestReport(file, name, seconds) {
  const report = readJson(file);
  if (!report) return { name, passed: 0, failed: 1, skipped: 0, seconds, failures: [`${name}: no report was written`] };
  const failures = [];
  for (const suite of report.testResults ?? []) {
    const where = path.relative(root, suite.name);
    const broken = suite.assertionResults.filter((test) => test.status === 'failed');
    for (const test of broken) failures.push(`${where}: ${test.fullName}`);
    // A file that does not even load has no test to fail.
    if (suite.status === 'failed' && broken.length === 0) failures.push(`${where}: ${suite.message || 'did not run'}`);
  }
  const all = (report.testResults ?? []).flatMap((suite) => suite.assertionResults);
  const passed = all.filter((test) => test.status === 'passed').length;
  const failed = failures.length;
  return {
    name,
    passed,
    failed,
    skipped: all.length - passed - all.filter((test) => test.status === 'failed').length,
    seconds,
    failures,
  };
}

/** Every test of a Playwright JSON report, flat. */
export function playwrightTests(report) {
  const tests = [];
  const visit = (suite, titles) => {
    for (const spec of suite.specs ?? []) {
      const test = spec.tests[0];
      tests.push({
        title: [...titles, spec.title].join(' › '),
        file: spec.file,
        line: spec.line,
        status: spec.tests.length === 0 || test.status === 'skipped' ? 'skipped' : spec.ok ? 'passed' : 'failed',
        unsteady: test?.status === 'flaky',
        results: test?.results ?? [],
      });
    }
    for (const inner of suite.suites ?? []) visit(inner, [...titles, inner.title]);
  };
  for (const suite of report?.suites ?? []) visit(suite, []);
  return tests;
}

export function readPlaywrightReport(file, name, seconds) {
  const report = readJson(file);
  if (!report) return { name, passed: 0, failed: 1, skipped: 0, seconds, failures: [`${name}: no report was written`] };
  const tests = playwrightTests(report);
  const unsteady = tests.filter((test) => test.unsteady);
  if (unsteady.length > UNSTEADY_ALLOWED) for (const test of unsteady) test.status = 'failed';
  const count = (status) => tests.filter((test) => test.status === status).length;
  const named = (chosen) => chosen.map((test) => `${test.file}:${test.line} ${test.title}`);
  const failures = named(tests.filter((test) => test.status === 'failed'));
  for (const error of report.errors ?? []) failures.push(`${name}: ${String(error.message).split('\n')[0]}`);
  return {
    name,
    passed: count('passed'),
    failed: failures.length,
    skipped: count('skipped'),
    seconds,
    failures,
    unsteady: named(unsteady),
  };
}

export function saveOutcome(name, outcome) {
  writeFileAtOnce(path.join(resultsDir, `${name}.outcome.json`), JSON.stringify(outcome, null, 2));
}

export function emptyResults() {
  fs.rmSync(resultsDir, { recursive: true, force: true });
  fs.mkdirSync(resultsDir, { recursive: true });
}
