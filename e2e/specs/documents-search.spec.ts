import type { Locator } from 'playwright/test';
import { writePdf } from '../../fixtures/sandbox/laboratoire/pdf.ts';
import type { Hygie } from '../app.ts';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { pdfLetter, structuredLetter } from '../support/received-documents.ts';

// Several screens are judged by axe in each of these; the machine of the tests is slow.
test.describe.configure({ timeout: 120_000 });

/** Files are dropped on the window and filed in the record by their identity. */
async function drop(hygie: Hygie, ...files: readonly (readonly [string, Buffer])[]): Promise<void> {
  const page = hygie.window;
  for (const [name, buffer] of files) {
    await page.getByLabel('Fichiers à déposer').setInputFiles({ name, mimeType: 'text/xml', buffer });
    await expect(page.getByText(`« ${name} »`, { exact: false })).toBeVisible();
  }
}

async function openList(hygie: Hygie): Promise<Locator> {
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  return hygie.window.getByRole('table', { name: 'Liste des documents' });
}

test('[35] [36] the text of the documents is searched: accents and case ignored, every word, the line shown; after a power cut too', async ({
  hygie,
}) => {
  const login = new LoginPage(hygie);
  await login.firstStart();
  await drop(
    hygie,
    ['lettre.xml', structuredLetter()],
    ['avis.xml', pdfLetter(writePdf('Pneumologie', ['Œdème pulmonaire écarté']))],
  );
  // Filed, and cut before anything of it was read for the search.
  await hygie.kill();
  await hygie.start();
  await login.login();
  const table = await openList(hygie);
  const page = hygie.window;
  const field = page.getByRole('searchbox', { name: 'Rechercher dans les documents' });
  await field.fill('ECHOGRAPHIE traite');
  await expect(page.getByRole('status').filter({ hasText: '1 document trouvé' })).toBeVisible({ timeout: 20_000 });
  await expect(table.getByRole('button', { name: /Lettre de liaison/ })).toHaveCount(1);
  await expect(table.locator('mark').first()).toBeVisible();
  await hygie.shot('recherche');
  await expectAccessible(hygie, 'recherche');
  await field.fill('oedeme pulm');
  await expect(table.locator('mark')).toHaveText(['Œdème', 'pulmonaire']);
  await hygie.shot('recherche-pdf');
  await field.fill('introuvable');
  await expect(page.getByText('Aucun document de ce dossier ne contient ces mots.')).toBeVisible();
  await hygie.shot('recherche-vide');
  await field.fill('');
  await expect(table.getByRole('button', { name: /Lettre de liaison/ })).toHaveCount(1);
});
