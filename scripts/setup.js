/**
 * Everything between a fresh clone and a running application, on the system's own Node (20 or later) and nothing else.
 * Each step says what it does and how long it took, is skipped when done, and may be interrupted: it starts over.
 */
import fs from 'node:fs';
import path from 'node:path';
import { writeFileAtOnce } from './lib/files.js';
import { cacheDir, isProgram } from './lib/paths.js';
import { runtimeFile } from './lib/runtime.js';
import { makeStepper, seconds } from './lib/step.js';
import { buildTools, installPackages, missingPackages, requireRights, runtimePackages } from './setup/apt.js';
import { cardsAreThere, cardsDir, makeCards } from './setup/cards.js';
import { dependenciesAreThere, installDependencies } from './setup/dependencies.js';
import { fetchStandIn, findElectron, installStandIn, tryOfficialElectron } from './setup/electron-runtime.js';
import { buildSqliteBinding, sqliteBindingIsThere, sqliteBindingPath } from './setup/sqlite-binding.js';
import { withSetupLock } from './setup/lock.js';

/** @param {{quiet?: boolean}} options quiet: says nothing of the steps that were already done */
export async function setUp(options = {}) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node 20 or later is needed; this is ${process.version}.`);
  fs.mkdirSync(cacheDir, { recursive: true });
  await withSetupLock(path.join(cacheDir, 'setup.lock'), () => runSteps(options));
}

async function runSteps(options) {
  const start = performance.now();
  const step = makeStepper(options);
  const all = [...buildTools, ...runtimePackages];
  const [missingTools, missing] = await Promise.all([missingPackages(buildTools), missingPackages(all)]);
  const isEmpty = (list) => list.length === 0;
  await requireRights(missing);

  await step(
    'compiler',
    `Debian packages, what compiling needs: ${missingTools.join(' ')}`,
    () => isEmpty(missingTools),
    () => installPackages(missingTools, { update: true }),
  );

  const packages = step(
    'packages',
    `Debian packages: ${missing.filter((name) => !missingTools.includes(name)).join(' ')}`,
    async () => isEmpty(await missingPackages(all)),
    () => installPackages(missing, { update: missingTools.length === 0 }),
  );
  const dependencies = step('dependencies', 'npm ci, from the lock file', dependenciesAreThere, installDependencies);
  const electron = prepareElectron(step, dependencies);
  const cards = packages.then(() =>
    step('cards', 'test cards, their authority and revocation list (SoftHSM)', cardsAreThere, makeCards),
  );
  // One failing step does not throw away the work of the others: all end, then the first failure is told.
  const ends = await Promise.allSettled([packages, dependencies, electron, cards]);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;

  const runtime = findElectron();
  const sqliteBinding = runtime.standIn ? sqliteBindingPath() : null;
  const content = JSON.stringify({ ...runtime, sqliteBinding, cards: cardsDir }, null, 2);
  if (!fs.existsSync(runtimeFile) || fs.readFileSync(runtimeFile, 'utf8') !== content) {
    writeFileAtOnce(runtimeFile, content);
  }
  if (!options.quiet) {
    const kind = runtime.standIn ? 'stand-in, for development and CI only' : 'official';
    console.log(`set-up  ready in ${seconds(start)}: Electron ${runtime.electronVersion} (${kind})`);
  }
}

/** The stand-in's archive and its SQLite binding are got while npm works; its fuses need a tool that npm brings. */
async function prepareElectron(step, dependencies) {
  if (findElectron()?.standIn === false) return;
  const early = findElectron()
    ? Promise.resolve()
    : fetchStandIn().catch((reason) =>
        console.log(`set-up  electron       stand-in not fetched yet: ${reason.message}`),
      );
  const binding = step(
    'sqlite',
    'compile the encrypted SQLite driver for the Electron stand-in (about 80 s)',
    sqliteBindingIsThere,
    buildSqliteBinding,
  );
  binding.catch(() => undefined);
  await Promise.all([early, dependencies]);
  await step(
    'electron',
    'Electron runtime: the official one if it can be had, else the stand-in',
    () => findElectron() !== undefined,
    async () => {
      if (!(await tryOfficialElectron())) await installStandIn();
    },
  );
  await binding;
}

if (isProgram(import.meta.url)) {
  try {
    await setUp();
  } catch (error) {
    console.error(`\nset-up stopped: ${error.message}\nStart it again: what is done stays done.`);
    process.exit(1);
  }
}
