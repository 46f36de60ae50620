import { test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { emptyApplication } from './empty-application.ts';
import { figure, painted, paintedAt, still } from './measure.ts';

const ROUNDS = Number(process.env['HYGIE_BENCH_ROUNDS'] ?? 7);

test('figures of the start: an empty window, the login screen, the agenda after the PIN', async ({ install }) => {
  test.setTimeout(400_000);
  const bare = install({ application: emptyApplication(), card: null });
  const hygie = install();
  const screen = new LoginPage(hygie);
  const empty: number[] = [];
  const login: number[] = [];
  const beyond: number[] = [];
  // One after the other, so that what else the machine does weighs on both; the first of each fills the disk's cache.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bareBegin = Date.now();
    const bareEnd = await paintedAt(await bare.start(), 'h1', 'vide');
    await bare.close();
    const begin = Date.now();
    const end = await paintedAt(await hygie.start(), 'label', 'Code porteur');
    if (round < ROUNDS) await hygie.close();
    if (round === 0) continue;
    empty.push(bareEnd - bareBegin);
    login.push(end - begin);
    beyond.push(end - begin - (bareEnd - bareBegin));
  }
  figure('window.empty', empty);
  figure('window.login', login);
  figure('window.login-beyond-empty', beyond);

  const page = hygie.window;
  await screen.firstStart();
  const unlock: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.getByRole('button', { name: 'Verrouiller' }).click();
    await screen.pin.fill('1234');
    await still(page);
    await page
      .locator('form', { has: screen.pin })
      .locator('button[type=submit]')
      .evaluate((button) => button.setAttribute('data-mesure', ''));
    unlock.push(await painted(page, { click: '[data-mesure]' }, '[aria-label^="Rendez-vous du"]', 'CHEMIN Henri'));
  }
  figure('window.unlock', unlock);
  await hygie.shot('mesures-du-demarrage');
});
