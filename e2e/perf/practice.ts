import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { node24, root } from '../../scripts/lib/paths.js';
import { giveToApplication } from '../../scripts/lib/unprivileged.js';
import type { Hygie } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';

/**
 * Puts an invented practice of that size behind the window, by the command line as a practice would: the window is
 * started on a base without patients, closed, the base filled, and the window opened again. `fill` may lay more rows before that.
 */
export async function openPracticeOf(
  hygie: Hygie,
  size: 'S' | 'M' | 'L',
  fill: (base: string, recoveryCode: string) => void = () => undefined,
): Promise<LoginPage> {
  const file = path.join(hygie.profile, 'installation.json');
  const installation = JSON.parse(fs.readFileSync(file, 'utf8')) as { demonstration: Record<string, string> };
  const nobody = path.join(hygie.profile, 'sans-patients.json');
  fs.writeFileSync(nobody, '{"patients":[]}');
  installation.demonstration['patients'] = nobody;
  fs.writeFileSync(file, JSON.stringify(installation));
  giveToApplication(hygie.profile);
  await hygie.start();
  const login = new LoginPage(hygie);
  const code = await login.firstStart();
  await hygie.close();
  const words = ['seed', '--base', path.join(hygie.profile, 'base'), '--size', size, '--seed', '1'];
  const made = spawnSync(node24, [path.join(root, 'electron', 'cli.ts'), ...words], {
    cwd: root,
    env: { ...process.env, HYGIE_TEST: '1', HYGIE_RECOVERY_CODE: code },
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`seed ended with ${made.status}: ${made.stderr.slice(-2000)}`);
  fill(path.join(hygie.profile, 'base'), code);
  giveToApplication(hygie.profile);
  await hygie.start();
  await login.login();
  return login;
}
