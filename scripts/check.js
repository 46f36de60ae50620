/**
 * What can be judged without running the product: format, lint, types room by room, architecture, unused code,
 * licences. Two at a time, under a minute. Also importable: `runCheck` returns the counts.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { listFiles } from './lib/files.js';
import { isProgram, node24, root } from './lib/paths.js';
import { run } from './lib/run.js';
import { seconds } from './lib/step.js';
import { setUp } from './setup.js';

const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const cache = bin('.cache');
const typescript = bin('typescript-7', 'bin', 'tsc');
const rooms = ['.', 'shared', 'renderer', 'electron', 'electron/formats', 'fixtures', 'e2e'];
const hasSources = (room) =>
  room === '.' || fs.readdirSync(path.join(root, room), { recursive: true }).some((file) => /[.]tsx?$/.test(file));

async function checkTypes() {
  const said = [];
  for (const room of rooms.filter(hasSources)) {
    // The compiler keeps what it knows of each file, and looks again at what changed and at all that depends on it.
    const known = path.join(cache, 'types-checked', `${room === '.' ? 'root' : room.replaceAll('/', '-')}.tsbuildinfo`);
    const options = ['--noEmit', '--incremental', '--tsBuildInfoFile', known];
    const result = await run(node24, [typescript, '-p', path.join(room, 'tsconfig.json'), ...options], { cwd: root });
    if (result.code !== 0) said.push(`[${room}]\n${result.stdout}${result.stderr}`);
  }
  return { code: said.length > 0 ? 1 : 0, stdout: said.join('\n'), stderr: '' };
}

const onNode = (script, ...args) => run(node24, [script, ...args], { cwd: root });

/** ESLint, which looks again only at what changed since it last passed, by content. */
const lint = (name, ...what) =>
  onNode(
    bin('eslint', 'bin', 'eslint.js'),
    ...what,
    '--max-warnings=0',
    '--cache',
    '--cache-strategy=content',
    '--cache-location',
    path.join(cache, 'eslint-checked', name),
  );

/**
 * In `electron` the rules read types, so that a change in one file may break a rule in another: what was found stands only as long as no source
 * that its types come from changes.
 */
function lintElectron() {
  const hash = createHash('sha256');
  const sources = ['electron', 'shared'].map((room) => path.join(root, room));
  for (const file of listFiles(...sources, path.join(root, 'package-lock.json'), path.join(root, 'tsconfig.base.json')))
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  const folder = path.join(cache, 'eslint-checked');
  const name = `electron-${hash.digest('hex').slice(0, 16)}`;
  // Of former states nothing is worth keeping.
  for (const each of fs.existsSync(folder) ? fs.readdirSync(folder) : [])
    if (each.startsWith('electron-') && each !== name) fs.rmSync(path.join(folder, each), { force: true });
  return lint(name, 'electron');
}

/** Longest first, so that two at a time end together. */
export const checks = [
  ['lint, electron', lintElectron],
  ['lint, the rest', () => lint('rest', '.', '--ignore-pattern', 'electron/**')],
  ['unused code', () => onNode(bin('knip', 'bin', 'knip.js'), '--no-progress')],
  ['architecture', () => onNode(path.join(root, 'scripts', 'check-architecture.js'))],
  ['types', checkTypes],
  [
    'format',
    () =>
      onNode(
        bin('prettier', 'bin', 'prettier.cjs'),
        '--check',
        '.',
        '--cache',
        '--cache-location',
        path.join(cache, 'prettier-checked'),
      ),
  ],
  ['licences', () => onNode(path.join(root, 'scripts', 'check-licences.js'))],
];

/** @returns {Promise<import('./lib/report.js').Outcome>} each check counts as one test */
export async function runCheck() {
  const start = performance.now();
  const waiting = [...checks];
  const failures = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, act] = next;
      const from = performance.now();
      const result = await act();
      const mark = result.code === 0 ? 'passed' : 'FAILED';
      console.log(`check   ${name.padEnd(14)} ${mark} in ${seconds(from)}`);
      if (result.code === 0) continue;
      failures.push(`check: ${name}`);
      console.log(`${result.stdout}${result.stderr}`.trim().split('\n').slice(0, 80).join('\n'));
    }
  };
  await Promise.all([worker(), worker()]);
  const failed = failures.length;
  const took = (performance.now() - start) / 1000;
  return { name: 'check', passed: checks.length - failed, failed, skipped: 0, seconds: took, failures };
}

if (isProgram(import.meta.url)) {
  await setUp({ quiet: true });
  const outcome = await runCheck();
  console.log(`check   ${outcome.passed} passed, ${outcome.failed} failed, in ${outcome.seconds.toFixed(1)} s`);
  process.exitCode = outcome.failed > 0 ? 1 : 0;
}
