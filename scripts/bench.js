/**
 * Figures, one JSON line each on stdout. Every `*.bench.ts` is a program on Node 24 that prints such lines; those of
 * e2e/perf measure the window and write theirs to the file named by HYGIE_FIGURES. Arguments keep the names that hold them.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runEndToEnd } from './e2e.js';
import { build } from './build.js';
import { initialBundle } from './lib/initial-bundle.js';
import { listFiles } from './lib/files.js';
import { cacheDir, node24, root } from './lib/paths.js';
import { resultsDir } from './lib/report.js';
import { run } from './lib/run.js';
import { TARGETS } from './lib/targets.js';
import { setUp } from './setup.js';

await setUp({ quiet: true });
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const isWanted = (name) => wanted.length === 0 || wanted.some((word) => name.includes(word));
const commit = (await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root })).stdout.trim();
const machine = `${os.cpus()[0]?.model.trim()} x${os.cpus().length}, ${Math.round(os.totalmem() / 2 ** 30)} GB`;

const print = (text) => {
  for (const line of text.split('\n').filter((each) => each.startsWith('{'))) {
    const figure = JSON.parse(line);
    const { name, unit, p50, p95, p99, n, ...more } = figure;
    // A figure of a busy machine says little: its load goes with it.
    const load = Math.round((os.loadavg()[0] ?? 0) * 10) / 10;
    const target = TARGETS[name];
    const judged =
      target === undefined ? {} : { target, met: Object.entries(target).every(([at, most]) => figure[at] <= most) };
    console.log(JSON.stringify({ name, unit, p50, p95, p99, n, machine, commit, load, ...judged, ...more }));
  }
};

// Seeded bases are kept from one run to the next: the large one takes five minutes to make and three gigabytes.
process.env.HYGIE_BENCH_CACHE ??= path.join(cacheDir, 'bench');
process.env.HYGIE_BENCH_SIZES ??= 'M,L';

let failed = 0;
for (const file of listFiles(...['electron', 'shared', 'renderer'].map((room) => path.join(root, room)))) {
  const name = path.relative(root, file);
  if (!name.endsWith('.bench.ts') || !isWanted(name)) continue;
  console.error(`bench   ${name}`);
  const result = await run(node24, ['--disable-warning=ExperimentalWarning', file], { cwd: root });
  if (result.code !== 0) failed += 1;
  if (result.code !== 0) console.error(result.stderr);
  print(result.stdout);
}
if (isWanted('bundle')) {
  await build({ quiet: true });
  const figure = (name, bytes) => ({
    name,
    unit: 'kB gzip',
    p50: bytes / 1000,
    p95: bytes / 1000,
    p99: bytes / 1000,
    n: 1,
  });
  print(JSON.stringify(figure('bundle.initial', initialBundle(path.join(root, 'dist', 'renderer')))));
}
if (fs.existsSync(path.join(root, 'e2e', 'perf')) && isWanted('window')) {
  console.error('bench   window');
  const figures = path.join(resultsDir, 'figures.jsonl');
  fs.mkdirSync(resultsDir, { recursive: true });
  fs.rmSync(figures, { force: true });
  process.env.HYGIE_FIGURES = figures;
  // Playwright's own talk must not mix with the figures.
  process.env.PLAYWRIGHT_FORCE_TTY = '0';
  const outcome = await runEndToEnd(['--project=perf', '--reporter=dot']);
  failed += outcome.failed;
  if (fs.existsSync(figures)) print(fs.readFileSync(figures, 'utf8'));
}
process.exitCode = failed > 0 ? 1 : 0;
