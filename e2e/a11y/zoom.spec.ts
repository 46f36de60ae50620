import { expect, test } from '../app.ts';
import { expectToFit, zoom } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';

test('at 200 % from the first screen on, nothing is cut and the page never scrolls sideways', async ({ hygie }) => {
  const page = hygie.window;
  const fits = async (name: string) => {
    await hygie.picture(name);
    await expectToFit(page, name);
  };
  await zoom(hygie, 2, (width) => width < 800);
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
