import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { node24, root } from '../../scripts/lib/paths.js';
import type { Hygie } from '../app.ts';
import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { longLetter } from '../support/received-documents.ts';
import { ask, figure, mainThread, painted, still } from './measure.ts';
import { openPracticeOf } from './practice.ts';

const SIZE = process.env['HYGIE_BENCH_WINDOW'] === 'S' ? 'S' : 'M';
const ROUNDS = Number(process.env['HYGIE_BENCH_ROUNDS'] ?? 12);

/** Clicks an element from inside the page; resolves once the frame that follows what it changed was painted. Milliseconds. */
function clicked(target: Locator): Promise<number> {
  return target.evaluate(async (element: HTMLElement) => {
    const begin = performance.now();
    element.click();
    await new Promise<void>((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      }),
    );
    return performance.now() - begin;
  });
}

/** Milliseconds from a click to the painted frame where `selector` shows `text`. */
async function shown(page: Page, target: Locator, selector: string, text: string): Promise<number> {
  await target.evaluate((element) => element.setAttribute('data-mesure', ''));
  const time = await painted(page, { click: '[data-mesure]' }, selector, text);
  await page.evaluate(() => document.querySelector('[data-mesure]')?.removeAttribute('data-mesure'));
  return time;
}

/** Time between frames, in milliseconds, while `move` acts on an element before each of them. */
function frames(target: Locator, move: 'drag' | 'scroll'): Promise<number[]> {
  return target.evaluate(async (element, how) => {
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const { left, top, width } = element.getBoundingClientRect();
    const point = (type: string, x: number) =>
      element.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + 60, bubbles: true }));
    if (how === 'drag') point('pointerdown', width / 2);
    const times: number[] = [];
    let last = await frame();
    for (let step = 1; step <= 90; step += 1) {
      if (how === 'drag') point('pointermove', width / 2 + 200 * Math.sin(step / 12));
      else element.scrollTop += 120;
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    if (how === 'drag') point('pointerup', width / 2);
    return times;
  }, move);
}

/** Lays the curves, texts and messages that the seed does not make. */
function lay(base: string, recoveryCode: string): void {
  const program = path.join(root, 'e2e', 'support', 'heavy-rows.ts');
  const made = spawnSync(node24, [program, base], { cwd: root, input: recoveryCode, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`rows were not laid: ${made.stderr.slice(-2000)}`);
}

async function openHeaviest(hygie: Hygie): Promise<RecordPage> {
  const page = hygie.window;
  await page.keyboard.press('F2');
  await page.keyboard.type('EXTREME');
  await expect(page.getByRole('option', { name: /EXTREME/ }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const record = new RecordPage(hygie);
  await expect(record.menu).toBeVisible();
  return record;
}

test('figures of the heaviest record: its timeline over twenty years, its 2,000 documents, its wall of curves; a folder of 10,000 messages', async ({
  install,
}) => {
  test.setTimeout(900_000);
  const hygie = install();
  await openPracticeOf(hygie, SIZE, lay);
  const page = hygie.window;
  const record = await openHeaviest(hygie);
  const entry = (name: string) => record.menu.getByRole('button', { name });

  const timeline: number[] = [];
  const farther: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await entry('Données médicales').click();
    await still(page);
    const time = await shown(page, entry('Parcours de soins'), '.frise .bande', 'Documents');
    if (round > 0) timeline.push(time);
  }
  figure('record.timeline-open', timeline);
  const frise = page.getByRole('group', { name: /^Frise/ });
  const from = page.getByRole('region', { name: 'Parcours de soins' }).getByLabel('Du', { exact: true });
  await from.fill('01/01/2006');
  await from.press('Tab');
  await expect(frise.getByText('2008', { exact: true })).toBeVisible();
  await frise.focus();
  for (let round = 0; round < ROUNDS; round += 1) {
    await still(page);
    farther.push(
      await frise.evaluate(
        async (element, key) => {
          const begin = performance.now();
          element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
          await new Promise<void>((resolve) =>
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve();
              port2.postMessage(null);
            }),
          );
          return performance.now() - begin;
        },
        round % 2 === 0 ? '-' : '+',
      ),
    );
  }
  figure('record.timeline-twenty-years', farther);
  figure('record.timeline-pan-frames', await frames(frise.locator('svg'), 'drag'));
  await hygie.shot('mesures-frise');

  await entry('Liste des documents').click();
  const table = page.getByRole('table', { name: 'Liste des documents' });
  await expect(table.getByRole('button', { name: /Date/ })).toBeVisible();
  const sorts: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const column of ['Nom', 'Type', 'Date'])
      sorts.push(await clicked(table.getByRole('button', { name: new RegExp(`^${column}`) }).first()));
  figure('record.documents-sort', sorts);
  const filters: number[] = [];
  const filter = table.getByLabel('Filtrer : Nom');
  // A word of one title: it keeps some rows and leaves others.
  const kept = ((await table.locator('button.lien').first().textContent()) ?? '').split(' ').at(-1) ?? '';
  const total = Number(await table.getAttribute('aria-rowcount')) - 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const wanted of [kept, 'zzz', '']) {
      filters.push(
        await filter.evaluate(async (input: HTMLInputElement, value) => {
          const rows = () => document.querySelector('.tableau.entete-fixe')?.getAttribute('aria-rowcount');
          const before = rows();
          const begin = performance.now();
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          for (let tries = 0; tries < 120 && rows() === before; tries += 1) await frame();
          return performance.now() - begin;
        }, wanted),
      );
    }
  }
  expect(total).toBeGreaterThan(1_900);
  figure('record.documents-filter', filters);
  const [patient] = await ask<{ id: string }[]>(page, 'patients.chercher', { texte: 'EXTREME' });
  const searches: number[] = [];
  await ask(page, 'documents.chercher', { patientId: patient?.id, texte: 'bilan' });
  for (const texte of ['glyc', 'glycemie', 'echo foie', 'creat', 'coeur normal', 'introuvable', 'do']) {
    const begin = performance.now();
    await ask(page, 'documents.chercher', { patientId: patient?.id, texte });
    searches.push(performance.now() - begin);
  }
  figure('record.documents-search', searches);
  await page.getByRole('searchbox', { name: 'Rechercher dans les documents' }).fill('glycemie');
  await expect(table.locator('mark').first()).toBeVisible();
  await hygie.shot('mesures-documents');

  const wall: number[] = [];
  const enlarged: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await entry('Données médicales').click();
    await still(page);
    const time = await shown(page, entry('Biologie'), '#panneau-biologie', 'points.');
    if (round > 0) wall.push(time);
  }
  const tiles = page.locator('.mur button');
  await expect(tiles).toHaveCount(30);
  figure('record.curves-wall', wall);
  await hygie.shot('mesures-courbes');
  for (let round = 0; round <= ROUNDS; round += 1) {
    const time = await shown(page, tiles.first(), '.courbe-agrandie', '');
    if (round > 0) enlarged.push(time);
    await page.keyboard.press('Escape');
    await expect(page.locator('#courbe-titre')).toHaveCount(0);
  }
  figure('record.curve-enlarged', enlarged);

  const mail: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await page.getByRole('button', { name: 'Agenda' }).click();
    await still(page);
    const time = await shown(
      page,
      page.getByRole('button', { name: /^Messagerie/ }).first(),
      '[role=option]',
      'Message',
    );
    if (round > 0) mail.push(time);
  }
  figure('mailbox.open-folder-window', mail);
  figure('mailbox.scroll-frames', await frames(page.getByRole('listbox', { name: /^Messages/ }), 'scroll'));
  await hygie.shot('mesures-messagerie');
});

test('figures of reading and writing: a document of 300 kB, an editor, the search of a drug, the PDF of a prescription', async ({
  install,
}) => {
  test.setTimeout(400_000);
  const hygie = install();
  await hygie.start();
  await new LoginPage(hygie).firstStart();
  const page = hygie.window;
  const publication = path.join(root, '..', 'shared', 'data', 'bdpm');
  // The whole publication where it is; the extract of the demonstration elsewhere: the line says how many there were.
  if (fs.existsSync(publication)) {
    const fichiers = fs
      .readdirSync(publication)
      .filter((nom) => /^CIS_.*\.txt$/.test(nom))
      .map((nom) => ({ nom, base64: fs.readFileSync(path.join(publication, nom)).toString('base64') }));
    await ask(page, 'medicaments.importer', { date: '2026-05-31', fichiers, force: true });
  }
  await page
    .getByLabel('Fichiers à déposer')
    .setInputFiles({ name: 'sejour.xml', mimeType: 'text/xml', buffer: longLetter() });
  await expect(page.getByText('« sejour.xml »', { exact: false })).toBeVisible();
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');

  const editors: number[] = [];
  for (const [rank, name] of [
    'CR de consultation',
    'Autres prescriptions',
    'Courrier',
    'Certificat, attestation',
  ].entries()) {
    await record.enter(name);
    await expect(page.getByRole('button', { name: 'Nouveau document' })).toBeVisible();
    await still(page);
    const time = await shown(
      page,
      page.getByRole('button', { name: 'Nouveau document' }),
      'button',
      'Signer et enregistrer',
    );
    // The first one reads the editor's own code.
    if (rank > 0) editors.push(time);
  }
  figure('record.editor-open', editors);

  await record.enter('Prescription médicaments');
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  const search = page.getByRole('combobox', { name: 'Médicament (nom ou DCI)' });
  await search.click();
  const spent = await mainThread(page);
  const work: number[] = [];
  for (const word of ['metformine', 'paracetamol', 'amlodipine', 'bisoprolol', 'apixaban']) {
    for (let length = 1; length <= word.length; length += 1) {
      const before = await spent();
      await page.keyboard.type(word[length - 1] ?? '');
      await still(page);
      work.push((await spent()) - before);
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await still(page);
  }
  figure('record.drug-search-main-thread', work);
  await hygie.shot('mesures-medicaments');

  const [patient] = await ask<{ id: string }[]>(page, 'patients.chercher', { texte: 'CHEMIN' });
  const patientId = patient?.id ?? '';
  const writing = await ask<{ id: string; contenu: { lignes: readonly object[] } }>(page, 'redaction.ouvrir', {
    patientId,
    type: 'ordonnance',
  });
  const lignes = Array.from({ length: 10 }, (_, rank) => ({
    id: `00000000-0000-4000-8000-00000000000${rank}`,
    cis: null,
    libelle: `Médicament d’essai ${rank} 10 mg, comprimé`,
    marque: '',
    posologie: '1 comprimé matin et soir',
    duree: '3 mois',
    quantite: '',
    enToutesLettres: false,
    ald: rank < 4,
    nonSubstituable: '',
    renouvellements: 0,
  }));
  const papers: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const begin = performance.now();
    await ask(page, 'redaction.apercu', { patientId, id: writing.id, contenu: { ...writing.contenu, lignes } });
    if (round > 0) papers.push(performance.now() - begin);
  }
  figure('record.prescription-pdf', papers);

  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  await page.getByRole('button', { name: /Dossier de séjour/ }).click();
  const dialog = page.getByRole('dialog', { name: /^CHEMIN H\. - / });
  await expect(dialog.getByRole('heading', { name: 'Chapitre 40' })).toBeAttached();
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await dialog.getByRole('tab', { name: 'Source' }).click();
    await expect(dialog.getByLabel('Source telle que reçue')).toBeVisible();
    await still(page);
    whole.push(
      await dialog.getByRole('tab', { name: 'Document' }).evaluate(async (tab: HTMLElement) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        const begin = performance.now();
        tab.click();
        do await frame();
        while (document.querySelector('.lecture-sections')?.getAttribute('aria-busy') !== 'false');
        return performance.now() - begin;
      }),
    );
  }
  figure('record.cda-300-kb-whole', whole);
  await hygie.shot('mesures-document-long');
});
