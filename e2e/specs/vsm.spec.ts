import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

test.beforeEach(async ({ hygie }) => {
  await new SandboxControl().reset();
  await new LoginPage(hygie).firstStart();
});

test('[73] [74] [75] [76] [77] [78] [79] [80] [81] [82] [83] [84] [85] [86] [87] the VSM is there in one click of the menu', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await record.enter('Synthèse médicale (VSM)');
  const vsm = page.getByRole('article', { name: /^Synthèse médicale du \d\d\/\d\d\/\d{4}$/ });
  await expect(vsm).toBeVisible();
  const part = (name: string) => vsm.getByRole('region', { name, exact: true });
  await expect(part('Patient')).toContainText('CHEMIN');
  await expect(part('Patient')).toContainText('18/08/1948');
  await expect(part('Patient')).toContainText('06 13 34 83 34');
  await expect(part('Patient')).toContainText('1 48 08 51 215 999 55');
  await expect(part('Auteur')).toContainText('899700057294');
  await expect(part('Auteur')).toContainText('Adresse MSSanté');
  await expect(part('Pathologies en cours')).toContainText('Diabète sucré insulino-dépendant');
  await expect(part('Antécédents médicaux')).toContainText('02/10/2011');
  await expect(part('Antécédents chirurgicaux')).toContainText('Appendicectomie');
  await expect(part('Traitements au long cours')).toContainText('1 à 3 injections par jour');
  await expect(part('Facteurs de risque')).toContainText('Sédentarité');
  for (const name of [
    'Allergies et intolérances',
    'Exposition à un toxique',
    'Facteurs de risque professionnels',
    'Antécédents familiaux',
    'Points de vigilance',
  ]) {
    await expect(part(name)).toBeVisible();
  }
  await expect(part('Allergies et intolérances')).toContainText('Non renseigné');
  await expect(vsm.getByRole('heading', { name: /^Complétude : \d+ %$/ })).toBeVisible();
  await expectAccessible(hygie, 'apercu');
});

test('[81] [83] [84] [85] [86] [87] an affirmed absence is not an empty answer, and allergies have their seven columns', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await page.getByRole('radio', { name: 'Aucune exposition à un toxique (absence affirmée)' }).check();
  await page
    .getByRole('region', { name: 'Allergies et intolérances' })
    .getByRole('button', { name: /Ajouter/ })
    .click();
  await page.getByLabel('Diagnostic', { exact: true }).fill('Allergie à la pénicilline');
  await page.getByLabel('Agent', { exact: true }).fill('Pénicilline');
  await page.getByLabel('Agent', { exact: true }).press('Enter');
  await record.enter('Synthèse médicale (VSM)');
  const allergies = page.getByRole('table', { name: 'Allergies et intolérances' });
  await expect(allergies.getByRole('columnheader')).toHaveText([
    'Début',
    'Fin',
    'Diagnostic',
    'Type',
    'Manifestation',
    'Sévérité',
    'Agent',
  ]);
  await expect(allergies).toContainText('Pénicilline');
  await expect(page.getByRole('region', { name: 'Exposition à un toxique' })).toContainText('Absence affirmée');
  await expect(page.getByRole('region', { name: 'Antécédents familiaux' })).not.toContainText('Absence affirmée');
  await page.getByRole('region', { name: 'Antécédents familiaux' }).scrollIntoViewIfNeeded();
  await hygie.shot('absence-affirmee');
});

test('[88] it is produced, read as a PDF, and its sending is offered', async ({ hygie }) => {
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await record.enter('Synthèse médicale (VSM)');
  await page.getByRole('button', { name: 'Produire le VSM' }).click();
  await page.getByRole('button', { name: 'Voir le PDF' }).click();
  await expect(page.getByRole('img', { name: /page 1 sur \d/ })).toBeVisible({ timeout: 30_000 });
  await hygie.shot('pdf');
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('button', { name: 'Partager ce VSM' }).click();
  await expect(page.getByRole('dialog', { name: 'Partager le VSM' })).toBeVisible();
});
