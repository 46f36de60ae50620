import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';

test('[1] [3] [4] [6] the card asks for its PIN and opens the day', async ({ hygie }) => {
  const page = hygie.window;
  await expect(page.getByRole('heading', { name: 'Identification de votre carte' })).toBeVisible();
  await expect(page.getByText('Bonjour', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Code porteur')).toBeVisible();
  await hygie.shot('connexion');
  const login = new LoginPage(hygie);
  await login.enter();
  await login.recoveryCode();
  await hygie.shot('code-recuperation');
});
