import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const sandbox = new SandboxControl();

test.beforeEach(async ({ hygie }) => {
  await sandbox.reset();
  await new LoginPage(hygie).firstStart();
});

test('[175] [176] [177] [179] [180] a folder is set as a source: what a laboratory drops there comes in, is archived after it is kept, and a PDF alone is told apart', async ({
  hygie,
}) => {
  const page = hygie.window;
  // The laboratory's own folder, in the clear as it leaves it: outside of what is Hygie's.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'depots-hprim-'));
  fs.chmodSync(folder, 0o777);
  const file = path.resolve(await sandbox.laboratorySends({ patient: 'CHEMIN', scenario: 'anormal', voie: 'hprim' }));
  // The native dialog alone is replaced: it answers this folder.
  await hygie.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Réglages/ }).click();
  const sources = page.getByRole('region', { name: 'Sources de résultats et de courriers' });
  await expect(sources).toContainText('Jamais de courriel ordinaire');
  await expect(sources).toContainText('ne concerne pas le cabinet');
  await sources.getByRole('button', { name: 'Ajouter une source' }).click();
  await sources.getByRole('textbox', { name: 'Nom' }).fill('Laboratoire des Tilleuls');
  await sources.getByRole('combobox', { name: 'Mode' }).selectOption('indirect');
  await sources.getByRole('button', { name: 'Enregistrer la source' }).click();
  const source = sources.getByRole('group', { name: 'Laboratoire des Tilleuls' });
  await source.getByRole('button', { name: 'Choisir le dossier…' }).click();
  await expect(source).toContainText('depots-hprim-');
  await expectAccessible(hygie, 'sources');
  fs.copyFileSync(file, path.join(folder, 'resultat.hpr'));
  fs.writeFileSync(path.join(folder, 'lettre.pdf'), '%PDF-1.4\n%%EOF\n');
  for (const name of ['resultat.hpr', 'lettre.pdf']) fs.chmodSync(path.join(folder, name), 0o666);
  // Indirect: nothing comes before it is fetched; a file is taken once its size no longer changes.
  await expect(async () => {
    await source.getByRole('button', { name: 'Relever maintenant' }).click();
    expect(fs.readdirSync(folder).filter((name) => /\.(hpr|pdf)$/.test(name))).toEqual([]);
  }).toPass({ timeout: 30_000, intervals: [3_000] });
  const archived = () =>
    fs.existsSync(path.join(folder, 'archives'))
      ? fs
          .readdirSync(path.join(folder, 'archives'), { recursive: true })
          .filter((name) => /(hpr|pdf)$/.test(String(name)))
      : [];
  await expect.poll(() => archived().length, { timeout: 20_000 }).toBe(2);
  await expect(source).toContainText('dernière arrivée');
  await page
    .getByRole('button', { name: /^À traiter/ })
    .first()
    .click();
  const list = page.getByRole('listbox', { name: 'Arrivées à traiter' });
  await expect(list.getByRole('option').filter({ hasText: 'CHEMIN' })).toHaveCount(1);
  await list.getByRole('option').filter({ hasNotText: 'CHEMIN' }).first().click();
  await expect(page.getByText(/Non intégrable/)).toBeVisible();
  await hygie.shot('arrivees-du-dossier');
  fs.rmSync(folder, { recursive: true });
});
