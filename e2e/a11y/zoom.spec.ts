import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';

test('at 200 % nothing is cut and the page never scrolls sideways', async ({ hygie }, testInfo) => {
  const page = hygie.window;
  const fits = async (name: string) => {
    // The window itself takes the picture: Playwright's own would show a quarter of a page zoomed by Electron.
    const picture = await hygie.app.evaluate(async ({ BrowserWindow }) =>
      (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'),
    );
    await testInfo.attach(name, { body: Buffer.from(picture ?? '', 'base64'), contentType: 'image/png' });
    const { wide, shown } = await page.evaluate(() => {
      const main = document.querySelector('main');
      return {
        wide: Math.max(document.documentElement.scrollWidth, main?.scrollWidth ?? 0),
        shown: document.documentElement.clientWidth,
      };
    });
    expect(wide, name).toBeLessThanOrEqual(shown);
  };
  await hygie.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(800);
  await fits('connexion');
  await new LoginPage(hygie).firstStart();
  await fits('accueil');
  await page.getByRole('button', { name: 'CHEMIN Henri', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Consultation' })).toBeVisible();
  await fits('dossier');
  await page.getByRole('button', { name: 'Données administratives' }).click();
  await expect(page.getByRole('form', { name: 'Données administratives' })).toBeVisible();
  await fits('administratif');
});
