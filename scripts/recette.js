/**
 * Which [n] of the recette a passing end-to-end test shows, in the window, with at least one expectation and one
 * screenshot; and which not. Skipped counts as not. Reads what the last end-to-end run left.
 */
import fs from 'node:fs';
import path from 'node:path';
import { readJson } from './lib/files.js';
import { root } from './lib/paths.js';
import { resultsDir } from './lib/report.js';

const text = fs.readFileSync(path.join(root, 'fixtures', 'recette.md'), 'utf8');
const points = [...text.matchAll(/^- \[(\d+)\] (.*)$/gm)].map(([, number, what]) => ({ number: Number(number), what }));
const evidence = readJson(path.join(resultsDir, 'evidence.json'));
if (!evidence) {
  console.error('No end-to-end run yet: `npm run e2e`, then again.');
  process.exit(1);
}

/** `[3]`, `[1,2,5]` and `[89]–[96]` in a title. */
function numbersOf(title) {
  const numbers = new Set();
  for (const [, from, to] of title.matchAll(/\[(\d+)\]\s*[–-]\s*\[(\d+)\]/g)) {
    for (let number = Number(from); number <= Number(to); number += 1) numbers.add(number);
  }
  for (const [, list] of title.matchAll(/\[(\d+(?:\s*,\s*\d+)*)\]/g)) {
    for (const number of list.split(',')) numbers.add(Number(number));
  }
  return numbers;
}

/** Why a test that names the point does not show it; null when it does. */
function weakness(test) {
  if (test.status !== 'passed') return test.status;
  if (test.expectations === 0) return 'expects nothing';
  if (test.images.length === 0) return 'no screenshot';
  return null;
}

const tests = evidence.map((test) => ({ ...test, numbers: numbersOf(test.title), weak: weakness(test) }));
const shown = [];
const notShown = [];
for (const point of points) {
  const naming = tests.filter((test) => test.numbers.has(point.number));
  const proof = naming.find((test) => test.weak === null);
  if (proof) shown.push({ ...point, proof });
  else notShown.push({ ...point, reasons: naming.map((test) => `${test.file}:${test.line} ${test.weak}`) });
}

console.log('Couvert\n');
for (const { number, what, proof } of shown) {
  console.log(`[${number}] ${what}\n      ${proof.file}:${proof.line}  ${proof.images.join('  ')}`);
}
console.log('\nNon couvert\n');
for (const { number, what, reasons } of notShown) {
  console.log(`[${number}] ${what}${reasons.length > 0 ? `\n      ${reasons.join('; ')}` : ''}`);
}
const unknown = [...new Set(tests.flatMap((test) => [...test.numbers]))].filter(
  (n) => !points.some((p) => p.number === n),
);
if (unknown.length > 0) console.log(`\nNuméros inconnus dans des titres : ${unknown.join(', ')}`);
console.log(`\n${shown.length} couverts, ${notShown.length} non couverts, sur ${points.length}`);
process.exitCode = unknown.length > 0 ? 1 : 0;
