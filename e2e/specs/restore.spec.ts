import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SharePage } from '../pages/share.page.ts';

const folderOf = (hygie: Hygie) => path.join(hygie.profile, 'base');

function damage(hygie: Hygie): Buffer {
  const [name] = fs.readdirSync(folderOf(hygie)).filter((each) => /^base-.*[.]db$/.test(each));
  if (name === undefined) throw new Error('no base');
  const file = path.join(folderOf(hygie), name);
  const damaged = Buffer.from(fs.readFileSync(file)).fill(7, 0, 4096);
  fs.writeFileSync(file, damaged);
  return damaged;
}

async function backUp(hygie: Hygie): Promise<string> {
  const answer = await hygie.window.evaluate(() => window.hygie?.call('sauvegarde.creer', {}));
  if (!answer?.ok) throw new Error('no backup');
  return answer.value.fichier;
}

async function lock(hygie: Hygie): Promise<void> {
  await hygie.window.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(new LoginPage(hygie).pin).toBeVisible();
}

/** What the base that was set aside still holds, byte for byte. */
function setAside(hygie: Hygie): Buffer[] {
  return fs
    .readdirSync(hygie.profile)
    .filter((name) => name.startsWith('base-ecartee-'))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(hygie.profile, folder))
        .filter((name) => /^base-.*[.]db$/.test(name))
        .map((name) => fs.readFileSync(path.join(hygie.profile, folder, name))),
    );
}

test('a damaged base: the login screen restores the last backup with the card; the damaged one is kept aside', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await login.firstStart();
  await backUp(hygie);
  await lock(hygie);
  const damaged = damage(hygie);

  await login.enter();
  await expect(page.getByRole('alert')).toContainText(/endommagée.*Restaurez la dernière sauvegarde/, {
    timeout: 30_000,
  });
  await hygie.shot('base-endommagee-avec-issue');
  await page.getByRole('button', { name: 'Restaurer la dernière sauvegarde' }).click();
  await expect(page.getByRole('radio')).toBeChecked();
  await expect(page.getByText(/Ouverte par :.*MEDECIN5729/)).toBeVisible();
  await expectAccessible(hygie, 'restaurer');

  // A wrong PIN restores nothing.
  await login.enter('0000');
  await expect(page.getByRole('alert').filter({ hasText: 'Code erroné' })).toBeVisible();
  expect(setAside(hygie)).toEqual([]);
  await login.enter();
  await login.home();
  expect(setAside(hygie).map((each) => each.equals(damaged))).toEqual([true]);
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
  await hygie.shot('base-restauree');
  const journal = await page.evaluate(async () =>
    JSON.stringify(await window.hygie?.call('audit.lister', { avant: null })),
  );
  expect(journal).toContain('base restaurée depuis');
});

test('a new computer: the backup is chosen in the system’s dialog and opens with the recovery code, not with a wrong one', async ({
  hygie,
  install,
}) => {
  test.setTimeout(120_000);
  const code = await new LoginPage(hygie).firstStart();
  const carried = path.join(hygie.directory, 'clef-usb.sauvegarde');
  fs.copyFileSync(await backUp(hygie), carried);
  fs.chmodSync(carried, 0o644);
  await hygie.close();

  const other = install({ card: null });
  const page = await other.start();
  await page.getByRole('button', { name: 'Restaurer une sauvegarde du cabinet' }).click();
  await expect(page.getByText('Aucune sauvegarde dans le dossier du cabinet')).toBeVisible();
  const answer = (file: string) =>
    other.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, file);
  const strange = path.join(other.directory, 'lettre.sauvegarde');
  fs.writeFileSync(strange, 'ceci n’est pas une sauvegarde');
  fs.chmodSync(strange, 0o644);
  await answer(strange);
  await page.getByRole('button', { name: 'Choisir un autre fichier…' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'n’est pas une sauvegarde de Hygie' })).toBeVisible();
  await other.shot('pas-une-sauvegarde');
  await answer(carried);
  await page.getByRole('button', { name: 'Choisir un autre fichier…' }).click();
  await expect(page.getByRole('radio')).toBeChecked();
  await page.getByRole('button', { name: 'Restaurer avec le code de récupération' }).click();
  const field = page.getByLabel('Code de récupération', { exact: true });
  await field.fill('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  await field.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Ce code n’est pas le bon' })).toBeVisible();
  expect(fs.existsSync(folderOf(other))).toBe(false);
  await field.fill(code);
  await field.press('Enter');
  await new LoginPage(other).home();
  await expect(page.getByText(/Base ouverte par le code de récupération/)).toBeVisible();
  await other.shot('restauree-par-code');
});
