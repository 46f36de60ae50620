import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';

test.beforeEach(async ({ hygie }) => {
  await new LoginPage(hygie).firstStart();
});

test('[11] [13] [14] the day shows its doctor, its quarter hours and its patients, the empty ones too', async ({
  hygie,
}) => {
  const page = hygie.window;
  await expect(page.getByRole('group', { name: 'Médecin connecté' })).toContainText(/Dr Paul MEDECIN5729/i);
  await expect(page.getByRole('heading', { name: /^Consultations du \d\d\/\d\d\/\d{4}$/ })).toBeVisible();
  const day = page.getByRole('list', { name: /^Rendez-vous du/ });
  await expect(day.getByRole('button', { name: 'CHEMIN Henri', exact: true })).toBeVisible();
  await expect(day.getByRole('button', { name: '12:15, créneau libre : ajouter un rendez-vous' })).toBeAttached();
  await expectAccessible(hygie, 'accueil');
});

test('[16] [17] [18] the DMP icons say what the DMP answered, and « not checked » is not « none »', async ({
  hygie,
}) => {
  const page = hygie.window;
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) });
  // Identities that are not qualified are never asked about: their INS may not leave.
  await expect(row('BLANC Lucie').getByTitle('DMP non vérifié : jamais interrogé')).toBeVisible();
  await expect(row('CHEMIN Henri').getByTitle(/^DMP ouvert, vous êtes autorisé/)).toBeVisible({ timeout: 30_000 });
  await expect(row('VANDIER Arthur').getByTitle(/^DMP ouvert, autorisation pas encore donnée/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(row('CARTON Jules').locator('[data-dmp]')).toHaveCount(0, { timeout: 30_000 });
  await expect(row('BOUTON Jacques').getByTitle(/^DMP fermé/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(hygie, 'dmp');
});

test('[15] a click on a patient opens the record', async ({ hygie }) => {
  const page = hygie.window;
  await page
    .getByRole('list', { name: /^Rendez-vous du/ })
    .getByRole('button', { name: 'CHEMIN Henri', exact: true })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible();
  await expect(
    page
      .getByRole('navigation', { name: 'Dossiers ouverts' })
      .getByRole('button', { name: 'CHEMIN Henri', exact: true }),
  ).toBeVisible();
  await hygie.shot('dossier-ouvert');
});

test('[14] an appointment is added, moved by the keyboard, cancelled, and each act can be taken back', async ({
  hygie,
}) => {
  const page = hygie.window;
  const day = page.getByRole('list', { name: /^Rendez-vous du/ });
  const at = (heure: string) => day.getByRole('listitem').filter({ has: page.locator(`time:text-is("${heure}")`) });

  await day.getByRole('button', { name: '12:15, créneau libre : ajouter un rendez-vous' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ajouter un rendez-vous' });
  await dialog.getByRole('combobox', { name: 'Patient' }).fill('chemin');
  await dialog.getByRole('option', { name: /CHEMIN Henri/ }).click();
  await dialog.getByLabel('Motif').fill('Renouvellement');
  await expectAccessible(hygie, 'ajout-rendez-vous');
  await dialog.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await expect(at('12:15')).toContainText('CHEMIN Henri');
  await expect(at('12:15')).toContainText('Renouvellement');

  await at('12:15').getByRole('button', { name: 'CHEMIN Henri', exact: true }).press('Control+ArrowDown');
  await expect(at('12:30')).toContainText('CHEMIN Henri');
  await hygie.shot('deplace');
  await page.getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(at('12:15')).toContainText('CHEMIN Henri');

  await at('12:15').getByRole('button', { name: 'Actions pour CHEMIN Henri' }).click();
  await page.getByRole('menuitem', { name: 'Annuler le rendez-vous' }).click();
  await expect(at('12:15').getByRole('button', { name: /créneau libre/ })).toBeAttached();
  await page.keyboard.press('Control+z');
  await expect(at('12:15')).toContainText('CHEMIN Henri');
});

test('[14] two appointments cannot share a quarter hour, and the refusal is said', async ({ hygie }) => {
  const page = hygie.window;
  const day = page.getByRole('list', { name: /^Rendez-vous du/ });
  await day.getByRole('button', { name: 'Actions pour CHEMIN Henri' }).click();
  await page.getByRole('menuitem', { name: 'Déplacer…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Déplacer le rendez-vous' });
  await dialog.getByLabel('Heure').selectOption('08:45');
  await dialog.getByRole('button', { name: 'Déplacer', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Ce créneau est déjà occupé');
  await hygie.shot('creneau-occupe');
});
