import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mixedFiles } from '../../fixtures/sandbox/laboratoire/mixed-files.ts';
import type { Person } from '../../fixtures/sandbox/laboratoire/model.ts';
import { expect, test } from '../app.ts';
import { ask, figure } from './measure.ts';
import { openPracticeOf } from './practice.ts';

const FILES = Number(process.env['HYGIE_BENCH_FILES'] ?? 4_000);
const SIZE = process.env['HYGIE_BENCH_WINDOW'] === 'S' ? 'S' : 'M';

test('frames of the window while a folder of thousands of results comes in', async ({ install }) => {
  test.setTimeout(600_000);
  const hygie = install();
  await openPracticeOf(hygie, SIZE);
  const page = hygie.window;
  const people: Person[] = [];
  for (const texte of ['mar', 'ber', 'lam', 'cha', 'bro', 'mor', 'dup', 'zan', 'car', 'del'])
    for (const { id } of await ask<{ id: string }[]>(page, 'patients.chercher', { texte, limite: 50 })) {
      const patient = await ask<Person & { statutIdentite: string }>(page, 'patients.lire', { patientId: id });
      if (patient.statutIdentite === 'qualifiee') people.push(patient);
    }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'depots-mesures-'));
  fs.chmodSync(folder, 0o777);
  await hygie.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Réglages/ }).click();
  const sources = page.getByRole('region', { name: 'Sources de résultats et de courriers' });
  await sources.getByRole('button', { name: 'Ajouter une source' }).click();
  await sources.getByRole('textbox', { name: 'Nom' }).fill('Laboratoire des Tilleuls');
  await sources.getByRole('combobox', { name: 'Mode' }).selectOption('indirect');
  await sources.getByRole('button', { name: 'Enregistrer la source' }).click();
  const source = sources.getByRole('group', { name: 'Laboratoire des Tilleuls' });
  await source.getByRole('button', { name: 'Choisir le dossier…' }).click();
  await expect(source).toContainText('depots-mesures-');
  // Written some time ago, as the laboratory's client left them: their size no longer changes.
  for (const { nom, bytes } of mixedFiles(people, FILES, new Date())) {
    const file = path.join(folder, nom);
    fs.writeFileSync(file, bytes);
    fs.chmodSync(file, 0o666);
    fs.utimesSync(file, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
  }
  const left = () => fs.readdirSync(folder).filter((name) => /\.(hpr|xml)$/.test(name)).length;
  await page.evaluate(() => {
    const state = globalThis as unknown as { frames: number[]; measuring: boolean };
    state.frames = [];
    state.measuring = true;
    let last = performance.now();
    const next = (now: number) => {
      state.frames.push(now - last);
      last = now;
      if (state.measuring) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  // Some sources want to see the same size twice before they take a file.
  await source.getByRole('button', { name: 'Relever maintenant' }).click();
  let begin = Date.now();
  await expect
    .poll(
      async () => {
        const remaining = left();
        if (remaining === FILES) begin = Date.now();
        const again = source.getByRole('button', { name: 'Relever maintenant' });
        if (remaining === FILES && (await again.isEnabled())) await again.click();
        return remaining;
      },
      { timeout: 400_000, intervals: [500] },
    )
    .toBe(0);
  const minutes = (Date.now() - begin) / 60_000;
  const frames = await page.evaluate(() => {
    const state = globalThis as unknown as { frames: number[]; measuring: boolean };
    state.measuring = false;
    return state.frames.slice(2);
  });
  figure('reception.window-import', [FILES / minutes], 'files/min');
  figure('reception.window-frames', frames);
  await hygie.shot('mesures-import');
  fs.rmSync(folder, { recursive: true });
});
