import type { Page } from 'playwright/test';
import { expect, test, type Hygie } from '../app.ts';
import { ask, figure, mainThread, painted, still } from './measure.ts';
import { openPracticeOf } from './practice.ts';

/** Size of the practice behind the window; M is the one that the targets are for. */
const SIZE = process.env['HYGIE_BENCH_WINDOW'] === 'S' ? 'S' : 'M';
const RECORDS = 200;
const BEGINNINGS = ['mar', 'ber', 'lam', 'cha', 'bro', 'mor', 'dup', 'zan'];
/** A line found for what is typed now: those of the letters before cannot be taken. */
const OPTION = '[role=listbox][aria-busy=false] [role=option]';

interface Found {
  readonly id: string;
  readonly nomNaissance: string;
  readonly nomUtilise: string | null;
  readonly premierPrenom: string;
  readonly dateNaissance: string;
}

async function searches(page: Page): Promise<void> {
  const times: number[] = [];
  const work: number[] = [];
  const spent = await mainThread(page);
  const words = new Set<string>();
  for (const texte of BEGINNINGS)
    for (const each of await ask<Found[]>(page, 'patients.chercher', { texte, limite: 20 }))
      if (/^[A-Z]{5}/.test(each.nomNaissance) && words.size < 24) words.add(each.nomNaissance.slice(0, 5));
  for (const word of words) {
    await page.keyboard.press('F2');
    for (let length = 3; length <= word.length; length += 1) {
      const typed = length === 3 ? word.slice(0, 3) : (word[length - 1] ?? '');
      const before = await spent();
      times.push(await painted(page, { type: typed }, OPTION, word.slice(0, length)));
      work.push((await spent()) - before);
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
    await still(page);
  }
  figure('window.search', times);
  figure('window.search-main-thread', work);
}

/** Finds one patient by the search field and opens the record: milliseconds from the key to its painted banner. */
async function openOne(page: Page, patient: Found): Promise<number> {
  const [year, month, day] = patient.dateNaissance.split('-');
  await page.keyboard.press('F2');
  await painted(
    page,
    { type: `${patient.nomNaissance} ${patient.premierPrenom} ${day}/${month}/${year}` },
    OPTION,
    patient.nomNaissance,
  );
  await page.keyboard.press('ArrowDown');
  return painted(page, { key: 'Enter' }, 'h1', patient.nomUtilise ?? patient.nomNaissance);
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Control+w');
  await expect(page.getByRole('navigation', { name: 'Dossiers ouverts' })).toHaveCount(0);
}

/** Bytes that the whole application keeps for itself, after the page's garbage went. */
async function kept(hygie: Hygie): Promise<number> {
  const protocol = await hygie.window.context().newCDPSession(hygie.window);
  await protocol.send('HeapProfiler.collectGarbage');
  await protocol.detach();
  const kilobytes = await hygie.app.evaluate(({ app }) =>
    app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  return kilobytes * 1024;
}

test('figures of the window on a practice', async ({ install }) => {
  test.setTimeout(900_000);
  const hygie = install();
  await openPracticeOf(hygie, SIZE);
  const page = hygie.window;
  await still(page);

  figure(
    'contract.round-trip',
    await page.evaluate(async () => {
      const { hygie: bridge } = globalThis as unknown as {
        hygie: { call: (m: string, i: object) => Promise<unknown> };
      };
      const times: number[] = [];
      for (let call = 0; call < 1_100; call += 1) {
        const begin = performance.now();
        await bridge.call('session.etat', {});
        if (call >= 100) times.push(performance.now() - begin);
      }
      return times;
    }),
  );
  await searches(page);

  const found = new Map<string, Found>();
  for (const texte of BEGINNINGS)
    for (const each of await ask<Found[]>(page, 'patients.chercher', { texte, limite: 100 }))
      if (each.nomNaissance !== 'EXTREME') found.set(each.id, each);
  const others = [...found.values()].slice(0, RECORDS);
  const [extreme] = await ask<Found[]>(page, 'patients.chercher', { texte: 'EXTREME' });
  expect(others).toHaveLength(RECORDS);
  const times: number[] = [];
  let half = 0;
  for (const [rank, patient] of others.entries()) {
    times.push(await openOne(page, patient));
    await close(page);
    if (rank === RECORDS / 2 - 1) half = await kept(hygie);
  }
  const growth = ((await kept(hygie)) / half - 1) * 100;
  figure('window.open-record', times);
  figure('window.memory-after-100-records', [half / 1e6], 'MB');
  figure('window.memory-growth-last-100-records', [growth], '%');

  const heaviest: number[] = [];
  for (let round = 0; round < 20 && extreme !== undefined; round += 1) {
    heaviest.push(await openOne(page, extreme));
    await close(page);
  }
  figure('window.open-heaviest-record', heaviest);
  await hygie.shot('mesures-du-cabinet');
});
