/**
 * Builds what Electron runs into dist/: main, preload and the processes as CommonJS (an ES-module main misses `ready`),
 * the window by Vite. Skipped when no source changed since the last build.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { externalPackages, later } from './lib/external-packages.js';
import { listFiles, writeFileAtOnce } from './lib/files.js';
import { isProgram, node24, root } from './lib/paths.js';
import { runOrFail } from './lib/run.js';
import { seconds } from './lib/step.js';
import { setUp } from './setup.js';

const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.sources');

/** What each process starts from. Preload runs in the sandbox, without require. */
const entries = [
  { source: 'electron/main.ts', target: 'main.cjs' },
  { source: 'electron/preload.ts', target: 'preload.cjs' },
  { source: 'electron/host/record-worker.ts', target: 'record-worker.cjs' },
  { source: 'electron/host/format-worker.ts', target: 'format-worker.cjs' },
  { source: 'electron/card/card-process.ts', target: 'card-process.cjs' },
]
  .filter((entry) => fs.existsSync(path.join(root, entry.source)))
  .concat(later.map((name) => ({ source: name, target: `${name}.cjs` })));

function sourcesHash() {
  const hash = createHash('sha256');
  const rooms = ['electron', 'renderer', 'shared'].map((room) => path.join(root, room));
  const alone = ['package-lock.json', 'scripts/build.js', 'vite.config.ts', 'tsconfig.base.json'];
  for (const file of listFiles(...rooms, ...alone.map((name) => path.join(root, name)))) {
    if (/[.](test|bench)[.]tsx?$/.test(file)) continue;
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

async function buildHost(outDir) {
  const { build } = await import('esbuild');
  for (const { source, target } of entries) {
    await build({
      entryPoints: [later.includes(source) ? source : path.join(root, source)],
      absWorkingDir: root,
      outfile: path.join(outDir, target),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // Node of the oldest Electron that this must run on.
      target: 'node20',
      // `import()` becomes `require`, which finds what is beside the bundle.
      supported: { 'dynamic-import': false },
      plugins: [externalPackages],
      // Names stay: they are in messages of errors.
      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: 'linked',
      sourcesContent: false,
      legalComments: 'none',
      logLevel: 'warning',
      // import.meta would be empty in CommonJS: better an error here than a path that is undefined in a cabinet.
      logOverride: { 'empty-import-meta': 'error' },
    });
  }
}

async function buildWindow(outDir) {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = ['build', '--logLevel', 'warn', '--outDir', path.join(outDir, 'renderer'), '--emptyOutDir'];
  await runOrFail(node24, [vite, ...args], { cwd: root, env: { ...process.env, NO_COLOR: '1' } });
}

/** @param {{force?: boolean, quiet?: boolean}} options @returns {Promise<boolean>} whether something was built */
export async function build({ force = false, quiet = false } = {}) {
  const start = performance.now();
  const hash = sourcesHash();
  if (!force && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) {
    if (!quiet) console.log('build   nothing changed');
    return false;
  }
  // Built beside and put in place at the end: a broken build leaves the last good one.
  const outDir = path.join(root, 'dist', `.next-${process.pid}`);
  fs.rmSync(outDir, { recursive: true, force: true });
  fs.mkdirSync(outDir, { recursive: true });
  process.once('exit', () => fs.rmSync(outDir, { recursive: true, force: true }));
  const window = fs.existsSync(path.join(root, 'renderer', 'main.tsx')) ? buildWindow(outDir) : Promise.resolve();
  await Promise.all([buildHost(outDir), window]);
  fs.rmSync(stamp, { force: true });
  for (const name of fs.readdirSync(outDir)) {
    fs.rmSync(path.join(dist, name), { recursive: true, force: true });
    fs.renameSync(path.join(outDir, name), path.join(dist, name));
  }
  fs.rmSync(outDir, { recursive: true, force: true });
  writeFileAtOnce(stamp, hash);
  console.log(`build   ${entries.length} host files and the window in ${seconds(start)}`);
  return true;
}

if (isProgram(import.meta.url)) {
  try {
    await setUp({ quiet: true });
    await build({ force: process.argv.includes('--force') });
  } catch (error) {
    console.error(`build   failed: ${error.message}`);
    process.exitCode = 1;
  }
}
