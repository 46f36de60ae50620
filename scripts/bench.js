/**
 * Figures, one JSON line each on stdout. Every `*.bench.ts` is a program on Node 24 that prints such lines; those of
 * e2e/perf measure the window and write theirs to the file named by HYGIE_FIGURES. Arguments keep the names that hold them.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runEndToEnd } from './e2e.js';
import { listFiles } from './lib/files.js';
import { node24, root } from './lib/paths.js';
import { resultsDir } from './lib/report.js';
import { run } from './lib/run.js';
import { setUp } from './setup.js';

await setUp({ quiet: true });
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const isWanted = (name) => wanted.length === 0 || wanted.some((word) => name.includes(word));
const commit = (await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root })).stdout.trim();
const machine = `${os.cpus()[0]?.model.trim()} x${os.cpus().length}, ${Math.round(os.totalmem() / 2 ** 30)} GB`;

const print = (text) => {
  for (const line of text.split('\n').filter((each) => each.startsWith('{'))) {
    console.log(JSON.stringify({ ...JSON.parse(line), machine, commit }));
  }
};

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
