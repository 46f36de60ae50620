import path from 'node:path';
import type { Hygie } from '../app.ts';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { picture } from '../support/received-documents.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const sandbox = new SandboxControl();

test.beforeEach(async ({ hygie }) => {
  await sandbox.reset();
  await new LoginPage(hygie).firstStart();
});

/** The laboratory writes an HPRIM file; it is given to the window as a dropped file is. */
async function receive(hygie: Hygie, patient: string, scenario: string, maintenant?: string): Promise<void> {
  const file = await sandbox.laboratorySends({
    patient,
    scenario,
    voie: 'hprim',
    ...(maintenant === undefined ? {} : { maintenant }),
  });
  await hygie.window.getByLabel('Fichiers à déposer').setInputFiles(path.resolve(file));
  await expect(
    hygie.window.getByText(new RegExp(`« ${path.basename(file).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} »`)),
  ).toBeVisible();
}

const waiting = (hygie: Hygie) => hygie.window.getByRole('listbox', { name: 'Arrivées à traiter' });

test('[58] [59] [60] [61] [62] [181] results are drawn from the reports received: curves, table, and the report one click away', async ({
  hygie,
}) => {
  const page = hygie.window;
  for (const [scenario, day] of [
    ['normal', '2026-02-10T08:00:00Z'],
    ['anormal', '2026-05-12T08:00:00Z'],
    ['comparateur', '2026-08-18T08:00:00Z'],
    ['deux-unites', '2026-11-02T08:00:00Z'],
  ] as const)
    await receive(hygie, 'CHEMIN', scenario, day);
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await record.menu.getByRole('button', { name: 'Biologie' }).click();
  const curves = page.getByRole('tabpanel');
  await expect(curves.getByRole('button', { name: /Agrandir la courbe/ }).first()).toBeVisible();
  await expectAccessible(hygie, 'mur-de-courbes');
  await curves
    .getByRole('button', { name: /Agrandir la courbe/ })
    .first()
    .click();
  const enlarged = page.getByRole('dialog');
  await expect(enlarged.getByRole('table', { name: 'Points de la courbe' }).getByRole('row').nth(1)).toBeVisible();
  await hygie.shot('courbe-agrandie');
  await enlarged.getByRole('table', { name: 'Points de la courbe' }).getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toContainText('CHEMIN');
  await hygie.shot('compte-rendu');
  await page.keyboard.press('Escape');
  await record.menu.getByRole('button', { name: 'Biologie' }).click();
  await page.getByRole('tab', { name: 'Tableau' }).click();
  await expect(page.getByRole('table', { name: 'Tableau' }).getByRole('row')).not.toHaveCount(0);
  await expectAccessible(hygie, 'tableau-de-biologie');
});

test('what waits for a human is sorted by the keys: compare, file, see, task, set aside, undo', async ({ hygie }) => {
  const page = hygie.window;
  await receive(hygie, 'CHEMIN', 'critique');
  await receive(hygie, 'MARTIN', 'homonymes');
  await receive(hygie, 'CHEMIN', 'inconnu');
  await receive(hygie, 'VANDIER', 'trait-discordant');
  await page
    .getByRole('button', { name: /^À traiter/ })
    .first()
    .click();
  const list = waiting(hygie);
  await expect(list.getByRole('option')).toHaveCount(4);
  // A critical result comes before everything.
  await expect(list.getByRole('option').first()).toContainText('critique');
  await expect(page.getByRole('table', { name: 'Résultats' })).toContainText('↑');
  await expectAccessible(hygie, 'a-traiter');
  await page.keyboard.press('v');
  await expect(list.getByRole('option')).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(list.getByRole('option')).toHaveCount(4);
  await page.keyboard.press('t');
  await page.getByLabel('À faire').fill('Fatigue au travail');
  await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(page.getByText('Tâche ajoutée')).toBeVisible();
  await list.focus();
  await page.keyboard.press('v');
  await expect(list.getByRole('option')).toHaveCount(3);
  await page.keyboard.press('End');
  await expect(page.getByRole('table', { name: 'Dossiers à comparer' })).toBeVisible();
  await hygie.shot('comparaison');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Erreur de destinataire' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Écarter' }).click();
  await expect(list.getByRole('option')).toHaveCount(2);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('vandier');
  await dialog.getByRole('option').first().click();
  await expect(page.getByRole('dialog')).toContainText(/Attribuer à/);
  await hygie.shot('attribution');
  await page.getByRole('dialog').getByRole('button', { name: 'Attribuer à ce dossier' }).click();
  await expect(list.getByRole('option').filter({ hasText: 'À rapprocher' })).toHaveCount(1);
});

test('[35] [36] [38] two tabs, columns sorted and filtered, and what is new is told', async ({ hygie }) => {
  const page = hygie.window;
  for (const scenario of ['normal', 'anormal', 'texte']) await receive(hygie, 'CHEMIN', scenario);
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await expect(record.menu.getByRole('button', { name: /^Liste des documents/ })).toContainText('3 nouv.');
  await record.menu.getByRole('button', { name: /^Liste des documents/ }).click();
  const table = page.getByRole('table', { name: 'Liste des documents' });
  await expect(table.getByRole('row')).toHaveCount(4);
  for (const column of ['Origine', 'Msg', 'Date', 'Nom', 'Type', 'Signataire', 'Établ.', 'Envoi'])
    await expect(table.getByRole('columnheader', { name: new RegExp(`^${column.replace('.', '\\.')}`) })).toBeVisible();
  await table.getByRole('columnheader', { name: /^Nom/ }).getByRole('button').click();
  await expect(table.getByRole('columnheader', { name: /^Nom/ })).toHaveAttribute('aria-sort', 'ascending');
  await table.getByLabel('Filtrer : Origine').fill('messagerie inconnue');
  await expect(page.getByText('Aucun document ne correspond à ces filtres.')).toBeVisible();
  await table.getByLabel('Filtrer : Origine').fill('');
  await expect(table.getByRole('row')).toHaveCount(4);
  await expectAccessible(hygie, 'liste-des-documents');
  await page.getByRole('tab', { name: 'Messages assignés' }).click();
  await expect(page.getByText('Aucun message assigné à ce patient.')).toBeVisible();
});

test('[177] a photo, or a fax in TIFF, that comes alone is looked at, and put in a record by one key', async ({
  hygie,
}) => {
  const page = hygie.window;
  const drop = page.getByLabel('Fichiers à déposer');
  await drop.setInputFiles({ name: 'plaie.png', mimeType: 'image/png', buffer: Buffer.from(picture(), 'base64') });
  await expect(page.getByText(/« plaie\.png »/)).toBeVisible();
  // One page of 32 × 32, uncompressed, grey.
  const entries = [
    [256, 32],
    [257, 32],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, 32],
    [279, 1024],
  ].map(([tag = 0, value = 0]) => {
    const entry = Buffer.alloc(12);
    entry.writeUInt16LE(tag, 0);
    entry.writeUInt16LE(4, 2);
    entry.writeUInt32LE(1, 4);
    entry.writeUInt32LE(value, 8);
    return entry;
  });
  const head = Buffer.from('49492a0008040000', 'hex');
  const pixels = Buffer.from(Array.from({ length: 1024 }, (_, at) => ((at >> 5) + at) * 4));
  const tiff = Buffer.concat([head, pixels, Buffer.from([entries.length, 0]), ...entries, Buffer.alloc(4)]);
  await drop.setInputFiles({ name: 'fax.tif', mimeType: 'image/tiff', buffer: tiff });
  await expect(page.getByText(/« fax\.tif »/)).toBeVisible();
  await page
    .getByRole('button', { name: /^À traiter/ })
    .first()
    .click();
  const list = waiting(hygie);
  await expect(list.getByRole('option')).toHaveCount(2);
  for (const [rank, left] of [
    ['photo', 1],
    ['fax', 0],
  ] as const) {
    await list.getByRole('option').filter({ hasText: 'À rapprocher' }).first().click();
    const shown = page.getByRole('region', { name: 'Contenu reçu' }).getByRole('img');
    await expect(shown).toBeVisible();
    expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await hygie.shot(`image-${rank}`);
    await list.focus();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('vandier');
    await dialog.getByRole('option').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Attribuer à ce dossier' }).click();
    await expect(list.getByRole('option').filter({ hasText: 'À rapprocher' })).toHaveCount(left);
  }
});
