/**
 * `npm start`: set-up, build, bac à sable, then the application on its login screen with the card in the reader.
 * Without a display (or with --tour), the main job is played as a guided tour under Xvfb, left in demo-out/.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.js';
import { cardEnvironment, copyCards } from './lib/cards-copy.js';
import { writeInstallation } from './lib/installation.js';
import { cacheDir, isRoot, node24, root, sharedCacheDir } from './lib/paths.js';
import { run } from './lib/run.js';
import { readRuntime } from './lib/runtime.js';
import { startSandbox } from './lib/sandbox.js';
import { seconds } from './lib/step.js';
import { demotion, giveToApplication, ownFolders } from './lib/unprivileged.js';
import { hasDisplay } from './lib/xvfb.js';
import { setUp } from './setup.js';

const begin = performance.now();
/** Switches for Electron: `npm start -- --force-device-scale-factor=2`. */
const forwarded = process.argv.slice(2).filter((argument) => argument !== '--tour');

/** The demonstration's own cards, reader and data folder: they stay from one start to the next. */
async function openTheWindow() {
  const runtime = readRuntime();
  const demo = path.join(isRoot ? sharedCacheDir : cacheDir, 'demonstration');
  const cards = path.join(demo, 'cards');
  if (!fs.existsSync(path.join(cards, 'env'))) copyCards(runtime.cards, cards);
  const cardVariables = cardEnvironment(cards);
  fs.writeFileSync(cardVariables.CPS_LECTEUR, `${path.join(cards, 'cartes', 'medecin')}\n`);

  const state = path.join(demo, 'sandbox');
  fs.mkdirSync(state, { recursive: true });
  const home = path.join(demo, 'home');
  const drops = path.join(home, 'depots');
  const sandbox = await startSandbox({ state, cards, log: path.join(demo, 'sandbox.log'), drops, morning: true });
  const folders = ownFolders(home);
  writeInstallation(path.join(home, '.config', 'Hygie'), sandbox.report, cardVariables, true);
  giveToApplication(home);
  giveToApplication(cards);

  console.log(`start   bac à sable on ${sandbox.report.control}, test card « medecin » in the reader, code 1234`);
  console.log(`start   data in ${home}; ready after ${seconds(begin)}`);
  const [command, ...args] = [
    ...demotion(),
    path.join(runtime.electronDir, 'electron'),
    root,
    '--lang=fr',
    ...forwarded,
  ];
  const application = spawn(command, args, {
    cwd: home,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...folders,
      ...cardVariables,
      XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? folders.XDG_RUNTIME_DIR,
      HYGIE_TEST: '1',
      HYGIE_SQLITE_BINDING: runtime.sqliteBinding ?? '',
      HYGIE_CONTROL: sandbox.report.control,
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => application.kill(signal));
  const code = await new Promise((resolve) => application.once('exit', resolve));
  await sandbox.stop();
  return code ?? 1;
}

/** The tour is played by Playwright like a test, but it is a demonstration: numbered pictures and a report. */
async function playTheTour() {
  const out = path.join(root, 'demo-out');
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  console.log(`start   no display: the guided tour is played on a virtual screen, pictures in demo-out/`);
  const playwright = path.join(root, 'node_modules', 'playwright', 'cli.js');
  const args = ['test', '-c', path.join('e2e', 'tour.config.ts')];
  const env = { ...process.env, HYGIE_DEMO_OUT: out };
  const result = await run(node24, [playwright, ...args], { cwd: root, inherit: true, env });
  for (const name of fs.readdirSync(out).sort()) console.log(`  demo-out/${name}`);
  console.log(`start   ${result.code === 0 ? 'tour played' : 'the tour stopped on the way'} in ${seconds(begin)}`);
  return result.code;
}

try {
  await setUp({ quiet: true });
  await build({ quiet: true });
  const tour = process.argv.includes('--tour') || !hasDisplay();
  process.exitCode = tour ? await playTheTour() : await openTheWindow();
} catch (error) {
  console.error(`start   stopped: ${error.message}`);
  process.exitCode = 1;
}
