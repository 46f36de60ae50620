import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';

/** One figure as `npm run bench` prints it: milliseconds, the demonstration practice (20 records) behind the window. */
function figure(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const line = { name, unit: 'ms', count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
  const rounded = Object.entries(line).map(([key, value]) => [
    key,
    typeof value === 'number' ? Math.round(value * 10) / 10 : value,
  ]);
  const file = process.env['HYGIE_FIGURES'] ?? '';
  if (file !== '') fs.appendFileSync(file, `${JSON.stringify(Object.fromEntries(rounded))}\n`);
  expect(sorted.length).toBeGreaterThan(0);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** An application that only opens a window: what any Electron program costs on this machine. */
function emptyApplication(): string {
  const folder = fs.mkdtempSync(path.join(process.env['HYGIE_SUITE'] ?? os.tmpdir(), 'vide-'));
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"vide","version":"1.0.0","main":"main.js"}');
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>vide</title><h1>vide</h1>');
  const main = [
    "const { app, BrowserWindow } = require('electron');",
    'let window;',
    'app.whenReady().then(() => {',
    '  window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } });',
    "  return window.loadFile('index.html');",
    '});',
  ];
  fs.writeFileSync(path.join(folder, 'main.js'), main.join('\n'));
  return folder;
}

/** Milliseconds from an act on the page to the first painted frame where `selector` shows `text`. */
function painted(
  page: Page,
  act: { click: string } | { type: string },
  selector: string,
  text: string,
): Promise<number> {
  return page.evaluate(
    ({ act, selector, text }) =>
      new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`never painted: ${text}`)), 10_000);
        const begin = performance.now();
        const there = () => [...document.querySelectorAll(selector)].some((each) => each.textContent?.includes(text));
        const look = () => {
          if (!there()) return;
          observer.disconnect();
          clearTimeout(late);
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - begin);
            port2.postMessage(null);
          });
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        if ('click' in act) document.querySelector<HTMLElement>(act.click)?.click();
        else document.execCommand('insertText', false, act.type);
        look();
      }),
    { act, selector, text },
  );
}

test('figures of the window', async ({ install }) => {
  test.setTimeout(170_000);
  const empty: number[] = [];
  const login: number[] = [];
  const bare = install({ application: emptyApplication(), card: null });
  const hygie = install();
  for (let round = 0; round < 3; round += 1) {
    empty.push(await timed(() => bare.start()));
    await bare.close();
    login.push(
      await timed(async () => {
        await hygie.start();
        await expect(new LoginPage(hygie).pin).toBeVisible();
      }),
    );
    if (round < 2) await hygie.close();
  }
  figure('window.empty', empty);
  figure('window.login', login);

  const page = hygie.window;
  const screen = new LoginPage(hygie);
  await screen.firstStart();
  const unlock: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await screen.pin.fill('1234');
    unlock.push(
      await timed(async () => {
        await screen.pin.press('Enter');
        await screen.home();
      }),
    );
  }
  figure('window.unlock', unlock);

  const search: number[] = [];
  for (const [typed, name] of [
    ['chem', 'CHEMIN'],
    ['vand', 'VANDIER'],
    ['desm', 'DESMAUX'],
    ['sauv', 'SAUVEUR'],
    ['cart', 'CARTIER'],
  ] as const) {
    await page.keyboard.press('F2');
    search.push(await painted(page, { type: typed }, '[role=option]', name));
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
  }
  figure('window.search', search);

  const opening: number[] = [];
  const day = page.getByRole('list', { name: /^Rendez-vous du/ });
  for (const name of ['CHEMIN Henri', 'VANDIER Arthur', 'DESMAUX Nathalie', 'SAUVEUR Sylvaine', 'BOUTON Jacques']) {
    await day.getByRole('button', { name, exact: true }).evaluate((button) => button.setAttribute('data-mesure', ''));
    opening.push(await painted(page, { click: '[data-mesure]' }, 'h1', name));
    await page.keyboard.press('Alt+0');
    await expect(day).toBeVisible();
    await page.evaluate(() => document.querySelector('[data-mesure]')?.removeAttribute('data-mesure'));
  }
  figure('window.open-record', opening);

  const vsm = await page.evaluate(async () => {
    const { hygie: bridge } = globalThis as unknown as {
      hygie: { call: (method: string, input: object) => Promise<{ ok: boolean; value?: readonly { id: string }[] }> };
    };
    const times: number[] = [];
    // A VSM that says nothing new is not made again: one patient each.
    for (const texte of ['CHEMIN', 'VANDIER', 'DESMAUX', 'SAUVEUR', 'BOUTON']) {
      const { value } = await bridge.call('patients.chercher', { texte });
      const patientId = value?.[0]?.id ?? '';
      const begin = performance.now();
      const answer = await bridge.call('vsm.produire', { patientId });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      times.push(performance.now() - begin);
    }
    return times;
  });
  figure('window.vsm-with-pdf', vsm);
  await hygie.shot('mesures');
});
