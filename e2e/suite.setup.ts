import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from '../scripts/build.js';
import { copyCards } from '../scripts/lib/cards-copy.js';
import { readRuntime } from '../scripts/lib/runtime.js';
import { startSandbox } from '../scripts/lib/sandbox.js';
import { hasDisplay, startXvfb } from '../scripts/lib/xvfb.js';

/**
 * Once for the whole run: the build, a screen, one folder that holds every profile (searched for traces at the end),
 * and the bac à sable. Tests find them by HYGIE_SUITE and HYGIE_CONTROL.
 */
export default async function setUpSuite(): Promise<() => Promise<void>> {
  // HYGIE_NO_BUILD=1 keeps the last build, whatever the sources have become.
  if (process.env['HYGIE_NO_BUILD'] !== '1') await build({ quiet: true });
  const suite = fs.mkdtempSync(path.join(os.tmpdir(), 'hygie-suite-'));
  fs.chmodSync(suite, 0o755);
  process.env['HYGIE_SUITE'] = suite;

  const screen = process.env['HYGIE_ON_MY_SCREEN'] === '1' && hasDisplay() ? undefined : await startXvfb();
  if (screen) process.env['DISPLAY'] = screen.display;

  const cards = path.join(suite, 'sandbox-cards');
  copyCards(readRuntime().cards, cards);
  const state = path.join(suite, 'sandbox');
  fs.mkdirSync(state, { recursive: true });
  const sandbox = await startSandbox({
    state,
    cards,
    portBase: Number(process.env['HYGIE_PORT_BASE'] ?? 8090),
    log: path.join(suite, 'sandbox.log'),
  });
  process.env['HYGIE_CONTROL'] = sandbox.report.control;
  fs.writeFileSync(path.join(suite, 'sandbox.json'), JSON.stringify(sandbox.report));

  return async () => {
    await sandbox.stop();
    screen?.stop();
    if (process.env['HYGIE_KEEP'] === '1') console.log(`profiles kept in ${suite}`);
    else fs.rmSync(suite, { recursive: true, force: true });
  };
}
