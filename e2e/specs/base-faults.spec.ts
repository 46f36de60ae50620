import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/lib/paths.js';
import { expect, test, type Hygie } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';

const tool = path.join(root, 'e2e', 'support', 'base-tool.ts');
const folderOf = (hygie: Hygie) => path.join(hygie.profile, 'base');

function databaseOf(hygie: Hygie): string {
  const [name] = fs.readdirSync(folderOf(hygie)).filter((each) => /^base-.*[.]db$/.test(each));
  if (name === undefined) throw new Error('no base');
  return path.join(folderOf(hygie), name);
}

async function lock(hygie: Hygie): Promise<void> {
  await hygie.window.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(new LoginPage(hygie).pin).toBeVisible();
}

/** A login that must fail with this sentence, on a screen that stays whole. */
async function expectRefused(hygie: Hygie, sentence: RegExp, picture: string): Promise<void> {
  const login = new LoginPage(hygie);
  await login.enter();
  await expect(hygie.window.getByRole('alert')).toContainText(sentence, { timeout: 30_000 });
  await expect(login.pin).toBeVisible();
  await hygie.shot(picture);
}

test('a second start shows the first window and leaves; a base held by another program says so', async ({ hygie }) => {
  const login = new LoginPage(hygie);
  await login.firstStart();
  expect(await hygie.again()).toBe(0);
  await login.home();
  await hygie.shot('seconde-instance');
  await lock(hygie);
  const other = spawn(process.execPath, [tool, 'hold', folderOf(hygie)], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  await expectRefused(hygie, /déjà ouverte/, 'base-tenue-ailleurs');
  other.stdin.end();
  await once(other, 'exit');
  await login.login();
});

test('a base of a later version, damaged, or in a read-only folder: a sentence, an intact base, and the way back', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const login = new LoginPage(hygie);
  const code = await login.firstStart();
  await lock(hygie);
  const file = databaseOf(hygie);
  const whole = fs.readFileSync(file);

  execFileSync(process.execPath, [tool, 'newer', folderOf(hygie), path.basename(file)], { input: code });
  await expectRefused(hygie, /version plus récente de Hygie.*mettez Hygie à jour/, 'base-plus-recente');

  fs.writeFileSync(file, Buffer.from(whole).fill(7, 0, 4096));
  await expectRefused(hygie, /endommagée.*Restaurez la dernière sauvegarde/, 'base-endommagee');

  fs.writeFileSync(file, Buffer.from(whole).fill(7, 8 * 4096));
  await login.enter();
  await expect(hygie.window.getByRole('alert').first()).toContainText(/endommagée/, { timeout: 30_000 });
  await hygie.shot('base-endommagee-au-milieu');

  fs.writeFileSync(file, whole);
  fs.chmodSync(folderOf(hygie), 0o555);
  for (const name of fs.readdirSync(folderOf(hygie))) fs.chmodSync(path.join(folderOf(hygie), name), 0o444);
  await expectRefused(hygie, /lecture seule/, 'dossier-en-lecture-seule');

  fs.chmodSync(folderOf(hygie), 0o700);
  for (const name of fs.readdirSync(folderOf(hygie))) {
    const each = path.join(folderOf(hygie), name);
    fs.chmodSync(each, fs.statSync(each).isDirectory() ? 0o700 : 0o600);
  }
  await login.login();
  await hygie.shot('base-retrouvee');
});
