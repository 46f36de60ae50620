import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright/test';
import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const sandbox = new SandboxControl();
const ME = 'paul.medecin5729@medecin.test.mssante.fr';
const SURGEON = 'dr.chirurgien@apicrypt.fr';
const SOON = { timeout: 45_000 };
/** One order: its reports are of the same day, whatever their road. */
const DAY = '2026-11-02T08:00:00Z';

test.beforeEach(async ({ hygie }) => {
  test.setTimeout(180_000);
  await sandbox.reset();
  await new LoginPage(hygie).firstStart();
});

/** A watched folder, set by the doctor; the native dialog alone is replaced. */
async function watch(hygie: Hygie): Promise<string> {
  const page = hygie.window;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'depots-memes-'));
  fs.chmodSync(folder, 0o777);
  await hygie.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Réglages/ }).click();
  const sources = page.getByRole('region', { name: 'Sources de résultats et de courriers' });
  await sources.getByRole('button', { name: 'Ajouter une source' }).click();
  await sources.getByRole('textbox', { name: 'Nom' }).fill('Laboratoire des Tilleuls');
  await sources.getByRole('button', { name: 'Enregistrer la source' }).click();
  const source = sources.getByRole('group', { name: 'Laboratoire des Tilleuls' });
  await source.getByRole('button', { name: 'Choisir le dossier…' }).click();
  await expect(source).toContainText('depots-memes-');
  return folder;
}

async function documents(hygie: Hygie): Promise<Locator> {
  await new RecordPage(hygie).menu.getByRole('button', { name: /^Liste des documents/ }).click();
  return hygie.window.getByRole('table', { name: 'Liste des documents' });
}

test('[182] one report by three roads is one line; the complete replaces the partial, the corrected both; no value counts twice', async ({
  hygie,
}) => {
  const page = hygie.window;
  const folder = await watch(hygie);
  const byMail = (scenario: string) =>
    sandbox.laboratorySends({ patient: 'CHEMIN', scenario, voie: 'mssante', maintenant: DAY });
  await page.getByRole('button', { name: 'Agenda' }).click();
  await byMail('partiel');
  await new RecordPage(hygie).open('CHEMIN Henri');
  const table = await documents(hygie);
  const reports = table.getByRole('row').filter({ hasText: /biologiques/ });
  await expect(reports).toHaveCount(1, SOON);
  await expect(reports).toContainText('MSSanté');
  await expect(reports).toContainText(/partiel/i);
  await hygie.shot('partiel');

  await byMail('complet');
  await expect(reports.filter({ hasNotText: /remplacé/i })).toHaveCount(1, SOON);
  await expect(reports.filter({ hasNotText: /remplacé/i })).not.toContainText(/partiel|corrigé/i, SOON);
  const hprim = path.resolve(
    await sandbox.laboratorySends({ patient: 'CHEMIN', scenario: 'complet', voie: 'hprim', maintenant: DAY }),
  );
  fs.copyFileSync(hprim, path.join(folder, path.basename(hprim)));
  fs.chmodSync(path.join(folder, path.basename(hprim)), 0o666);
  const complete = reports.filter({ hasNotText: /remplacé/i });
  await expect(complete).toContainText('MSSanté · HPRIM', SOON);
  await page.getByLabel('Fichiers à déposer').setInputFiles(hprim);
  await expect(complete).toContainText('MSSanté · HPRIM · fichier déposé', SOON);
  await expect(complete).toHaveCount(1);
  await hygie.shot('trois-provenances');
  await expectAccessible(hygie, 'trois-provenances');

  await byMail('corrige');
  await expect(complete).toContainText(/corrigé/i, SOON);
  await expect(complete).toHaveCount(1);
  await hygie.shot('corrige');

  await new RecordPage(hygie).menu.getByRole('button', { name: 'Biologie' }).click();
  await page.getByRole('tab', { name: 'Tableau' }).click();
  const values = page.getByRole('table', { name: 'Tableau' });
  const haemoglobin = values.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Hémoglobine/ }) });
  await expect(haemoglobin.first()).toContainText('10,2');
  await expect(values.getByRole('columnheader').filter({ hasText: '2026' })).toHaveCount(1);
  await hygie.shot('tableau-apres-correction');
  await page.getByRole('tab', { name: 'Courbes' }).click();
  const curve = page.getByRole('button', { name: /^Hémoglobine .*Agrandir la courbe/ });
  await expect(curve).toHaveText(/1 points/);
  await curve.click();
  const points = page.getByRole('dialog').getByRole('table', { name: 'Points de la courbe' });
  await expect(points.getByRole('row')).toHaveCount(2);
  await expect(points).toContainText('10,2');
  await hygie.shot('courbe-sans-doublon');
  fs.rmSync(folder, { recursive: true });
});

test('[163] a hospital’s report received by mail is filed, read, and printed for whoever keeps the paper', async ({
  hygie,
}) => {
  const page = hygie.window;
  await sandbox.laboratorySends({ patient: 'CHEMIN', scenario: 'lettre-sortie', voie: 'mssante' });
  await new RecordPage(hygie).open('CHEMIN Henri');
  const table = await documents(hygie);
  const letter = table.getByRole('row').filter({ hasText: /MSSanté/ });
  await expect(letter).toHaveCount(1, SOON);
  await hygie.shot('crh-classe');
  await letter.getByRole('button').first().click();
  const dialog = page.getByRole('dialog', { name: /^CHEMIN H\. - / });
  await expect(dialog).toBeVisible();
  await hygie.shot('crh-lu');
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-imprime', '1');
  });
  await dialog.getByRole('button', { name: 'Imprimer' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-imprime', '1');
  await page.emulateMedia({ media: 'print' });
  await hygie.shot('crh-papier');
});

test('[166] a message of Apicrypt is accepted and told apart from MSSanté; nothing of it is filed without a human', async ({
  hygie,
}) => {
  const page = hygie.window;
  const mail = `From: Dr Anne CHIRURGIEN <${SURGEON}>\nTo: ${ME}\nSubject: CR opératoire de M. CHEMIN\nMessage-ID: <cro-1@apicrypt.fr>\nDate: Mon, 23 Nov 2026 08:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nCher confrère, l’intervention s’est bien passée.\n`;
  await sandbox.writes(SURGEON, ME, mail);
  await page.getByRole('button', { name: /^Messagerie/ }).click();
  const line = page
    .getByRole('listbox', { name: /^Messages/ })
    .getByRole('option')
    .filter({ hasText: 'CR opératoire' });
  await expect(line).toContainText('Apicrypt', SOON);
  await expect(line).not.toContainText('Hors espace');
  await line.click();
  const article = page.getByRole('article');
  await expect(article).toContainText('ce n’est pas un message MSSanté');
  await expect(article).toContainText('non assigné');
  await expectAccessible(hygie, 'message-apicrypt');
  await page.getByRole('button', { name: 'Assigner', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Assigner/ });
  await dialog.getByRole('combobox').fill('chemin');
  await dialog.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'OK' }).click();
  await page.getByRole('button', { name: 'Agenda' }).click();
  await new RecordPage(hygie).open('CHEMIN Henri');
  await documents(hygie);
  await page.getByRole('tab', { name: 'Messages assignés' }).click();
  await expect(page.getByText('CR opératoire de M. CHEMIN').first()).toBeVisible();
  await hygie.shot('apicrypt-au-dossier');
});
