import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright/test';
import { composeCrBio } from '../../fixtures/sandbox/laboratoire/cr-bio.ts';
import { drawPanels, urinePanels } from '../../fixtures/sandbox/laboratoire/examens.ts';
import { findPatient, readDemoPatients } from '../../fixtures/sandbox/laboratoire/patients.ts';
import { makeReport } from '../../fixtures/sandbox/laboratoire/reports.ts';
import { Random } from '../../fixtures/sandbox/lib/random.ts';
import type { Hygie } from '../app.ts';
import { expect, test } from '../app.ts';
import { expectAccessible, expectAccessiblePage } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { longLetter, structuredLetter, textLetter } from '../support/received-documents.ts';

// Several screens are judged by axe in each of these; the machine of the tests is slow.
test.describe.configure({ timeout: 120_000 });

const random = new Random('fenêtre de lecture');

function biologyReport(pdf: boolean): Buffer {
  const chemin = findPatient(readDemoPatients(path.join(import.meta.dirname, '../../fixtures/demo')), 'CHEMIN');
  if (chemin === undefined) throw new Error('CHEMIN is not in the demonstration');
  const panels = [...drawPanels(['nfs', 'ionogramme', 'rein'], random, { abnormal: 0.5 }), ...urinePanels()];
  const report = makeReport({ patient: chemin, now: new Date('2026-03-16T10:05:00Z'), panels, order: 'R77', random });
  return pdf ? composeCrBio(report) : composeCrBio(report, null);
}

/** Files are dropped on the window, filed in the record by their identity, and the list of its documents is opened. */
async function receive(hygie: Hygie, ...files: readonly (readonly [string, Buffer])[]): Promise<Locator> {
  await new LoginPage(hygie).firstStart();
  const page = hygie.window;
  for (const [name, buffer] of files) {
    await page.getByLabel('Fichiers à déposer').setInputFiles({ name, mimeType: 'text/xml', buffer });
    await expect(page.getByText(`« ${name} »`, { exact: false })).toBeVisible();
  }
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  return page.getByRole('table', { name: 'Liste des documents' });
}

test('[50] [51] [52] [55] [56] [57] a biology report: title, header, metadata, results in words, who validated them', async ({
  hygie,
}) => {
  const table = await receive(hygie, ['biologie.xml', biologyReport(false)]);
  await table.getByRole('button', { name: /examens biologiques/ }).click();
  const dialog = hygie.window.getByRole('dialog', { name: /^CHEMIN H\. - .+ - .+/ });
  await expect(dialog.getByText('Entité émettrice')).toBeVisible();
  await expect(dialog.getByText(/\(11502-2\)/)).toBeVisible();
  await expect(dialog.getByText('Date de création')).toBeVisible();
  await expect(dialog.getByText('Responsable', { exact: true })).toBeVisible();
  const results = dialog.getByRole('table', { name: /^Résultats : / }).first();
  await expect(results.getByRole('columnheader')).toHaveText([
    'Examen',
    'Résultat',
    'Interprétation',
    'Valeurs de référence',
    'Date et heure',
  ]);
  await expect(results.getByText(/^\d\d\/\d\d\/2026 \d\d:\d\d$/).first()).toBeVisible();
  await expect(results.getByText('Normal', { exact: true }).first()).toBeVisible();
  await expect(dialog.getByText(/^‼?[▲▼●] (Anormal|Critique)/).first()).toBeVisible();
  await expect(dialog.getByText(/^Validé par Dr .+, \d\d\/\d\d\/2026 \d\d:\d\d$/).first()).toBeVisible();
  await hygie.shot('biologie');
  await expectAccessible(hygie, 'biologie');
  await dialog.getByRole('button', { name: 'Afficher l’en-tête' }).click();
  const metadata = dialog.getByRole('region', { name: 'En-tête du document' });
  for (const title of ['Document', 'Patient', 'Responsable du document', 'Organisation conservatrice'])
    await expect(metadata.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await hygie.shot('metadonnees');
  await expectAccessible(hygie, 'metadonnees');
});

test('[53] CDA and PDF of one report are one line; the PDF comes first, the CDA is an option, the source a third', async ({
  hygie,
}) => {
  const table = await receive(hygie, ['biologie.xml', biologyReport(true)]);
  await expect(table.getByRole('button', { name: /examens biologiques/ })).toHaveCount(1);
  await table.getByRole('button', { name: /examens biologiques/ }).click();
  const dialog = hygie.window.getByRole('dialog', { name: /^CHEMIN H\. - / });
  await expect(dialog.getByRole('tab')).toHaveText(['PDF', 'Document', 'Source']);
  await expect(dialog.getByRole('img', { name: /page 1 sur/ })).toBeVisible({ timeout: 20_000 });
  await hygie.shot('pdf-en-premier');
  await dialog.getByRole('tab', { name: 'Document' }).click();
  await expect(dialog.getByRole('table', { name: /^Résultats : / }).first()).toBeVisible();
  await dialog.getByRole('tab', { name: 'Source' }).click();
  await expect(dialog.getByText(/ClinicalDocument/)).toBeVisible();
  await hygie.shot('source');
});

test('[54] a structured letter: its contents lead to its sections; tables, pictures and lists are drawn, nothing in it lives', async ({
  hygie,
}) => {
  const table = await receive(hygie, ['lettre.xml', structuredLetter()]);
  const requests: string[] = [];
  hygie.window.on('request', (request) => requests.push(request.url()));
  await table.getByRole('button', { name: /Lettre de liaison/ }).click();
  const dialog = hygie.window.getByRole('dialog', { name: /^CHEMIN H\. - .+Centre hospitalier des Lilas$/ });
  const contents = dialog.getByRole('navigation', { name: 'Table des matières' });
  await expect(contents.getByRole('button')).toHaveText([
    'Motif d’hospitalisation',
    'Examens',
    'Échographie',
    'Traitement',
  ]);
  await expect(dialog.getByRole('img', { name: 'Image du document' })).toBeVisible();
  await hygie.shot('lettre');
  await contents.getByRole('button', { name: 'Traitement' }).click();
  await expect(dialog.getByRole('heading', { name: 'Traitement' })).toBeFocused();
  await expect(dialog.getByRole('cell', { name: 'à poursuivre' })).toHaveAttribute('rowspan', '2');
  await expect(dialog.getByText('lien non suivi', { exact: false })).toBeVisible();
  await expect(dialog.getByRole('link')).toHaveCount(0);
  await expect(hygie.window).not.toHaveTitle('piege');
  expect(requests.filter((url) => !/^(?:app|data|blob):/.test(url))).toEqual([]);
  await expectAccessible(hygie, 'lettre');
});

test('[50] [53] two documents are compared side by side, a text is shown as text, and the page is printed', async ({
  hygie,
}) => {
  const table = await receive(hygie, ['lettre.xml', structuredLetter()], ['avis.xml', textLetter()]);
  const page = hygie.window;
  await table.getByRole('button', { name: /Lettre de liaison/ }).click();
  const dialog = page.getByRole('dialog', { name: /^CHEMIN H\. - / });
  await dialog.getByLabel('Ouvrir à côté…').selectOption({ index: 1 });
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveCount(2);
  await expect(dialog.getByText('<b>examen normal</b>')).toBeVisible();
  const bar = dialog.getByRole('separator', { name: 'Largeur des deux documents' });
  await bar.press('ArrowRight');
  await expect(bar).toHaveAttribute('aria-valuenow', '55');
  await hygie.shot('cote-a-cote');
  await expectAccessible(hygie, 'cote-a-cote');
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-imprime', '1');
  });
  await dialog.getByRole('button', { name: 'Imprimer' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-imprime', '1');
  await page.emulateMedia({ media: 'print' });
  await expect(dialog.getByRole('button', { name: 'Imprimer' })).toBeHidden();
  await expect(dialog.getByText('<b>examen normal</b>')).toBeVisible();
  await hygie.shot('impression');
});

test('a document of 300 kB is drawn within its time', async ({ hygie }) => {
  const letter = longLetter();
  expect(letter.length).toBeGreaterThan(290_000);
  const table = await receive(hygie, ['sejour.xml', letter]);
  const page = hygie.window;
  await table.getByRole('button', { name: /Dossier de séjour/ }).click();
  const dialog = page.getByRole('dialog', { name: /^CHEMIN H\. - / });
  await expect(dialog.getByRole('heading', { name: 'Chapitre 40' })).toBeAttached();
  await dialog.getByRole('tab', { name: 'Source' }).click();
  await expect(dialog.getByLabel('Source telle que reçue')).toBeVisible();
  // The value is read already: what the window itself costs, from the click to the painted frame, then to the last section.
  const [firstMs, wholeMs] = await dialog.getByRole('tab', { name: 'Document' }).evaluate(async (tab: HTMLElement) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    const start = performance.now();
    tab.click();
    await frame();
    const first = performance.now() - start;
    while (document.querySelector('.lecture-sections')?.getAttribute('aria-busy') !== 'false') await frame();
    return [Math.round(first), Math.round(performance.now() - start)];
  });
  await expect(dialog.getByRole('heading', { name: 'Chapitre 40' })).toBeAttached();
  console.log(JSON.stringify({ bench: 'cda-window', bytes: letter.length, firstMs, wholeMs, limitMs: 150 }));
  await hygie.shot('long');
});

test('[50] a document is opened in a window of its own: it only reads, and locking leaves nothing of the patient on any screen', async ({
  hygie,
}) => {
  const table = await receive(hygie, ['lettre.xml', structuredLetter()], ['avis.xml', textLetter()]);
  const page = hygie.window;
  const open = async (name: RegExp) => {
    await table.getByRole('button', { name }).click();
    const dialog = page.getByRole('dialog', { name: /^CHEMIN H\. - / });
    const opening = hygie.app.waitForEvent('window');
    await dialog.getByRole('button', { name: 'Ouvrir dans une nouvelle fenêtre' }).click();
    const opened = await opening;
    await expect(dialog).toHaveCount(0);
    return opened;
  };
  const second = await open(/Lettre de liaison/);
  await expect(second.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible();
  await expect(second.getByRole('cell', { name: 'à poursuivre' })).toBeVisible();
  // The record goes on beside it.
  await expect(table.getByRole('button', { name: /Lettre de liaison/ })).toBeVisible();
  await hygie.shotOf(second, 'seconde-fenetre');
  await expectAccessiblePage(second, 'seconde fenêtre');
  // [50] Saved from there as from the record: the very bytes that came.
  const saved = path.join(hygie.profile, 'lettre-enregistree.xml');
  await hygie.app.evaluate(
    ({ session }, file) => void session.defaultSession.once('will-download', (_event, item) => item.setSavePath(file)),
    saved,
  );
  await second.getByRole('button', { name: 'Enregistrer tel que reçu' }).click();
  await expect
    .poll(() => (fs.existsSync(saved) ? fs.readFileSync(saved) : null))
    .toEqual(Buffer.from(structuredLetter()));
  // The doctor's own copy: nothing of a patient may be found in this profile after the suite.
  fs.rmSync(saved);
  const titles = await hygie.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  expect(titles.join(' ')).not.toContain('CHEMIN');
  const third = await open(/Avis de cardiologie/);
  await expect(third.getByText('<b>examen normal</b>')).toBeVisible();

  // It only reads: the host refuses it everything else, and the page can neither open nor go anywhere.
  const refused = await second.evaluate(async () => {
    const { hygie: bridge } = globalThis as unknown as { hygie: { call: (m: string, i: object) => Promise<unknown> } };
    const tries = ['notes.commencer', 'patients.chercher', 'session.verrouiller', 'documents.ouvrirFenetre'].map(
      (method) =>
        bridge.call(method, {}).then(
          () => `${method} answered`,
          () => 'refused',
        ),
    );
    return [...(await Promise.all(tries)), String(window.open('app://hygie/index.html'))];
  });
  expect(refused).toEqual(['refused', 'refused', 'refused', 'refused', 'null']);

  await second.getByRole('button', { name: 'Fermer' }).click();
  await expect.poll(() => hygie.app.windows().length).toBe(2);
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(page.getByLabel('Code porteur')).toBeVisible();
  await expect.poll(() => hygie.app.windows().length).toBe(1);
  expect(third.isClosed()).toBe(true);
  await hygie.shot('verrouillee');
});
