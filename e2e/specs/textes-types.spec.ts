import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';

test('[37] a text of the practice is written once, called by its code in a note, changed, removed and taken back', async ({
  hygie,
}) => {
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  await page.keyboard.press('Control+,');
  const section = page.getByRole('region', { name: 'Textes types' });
  await expect(section).toContainText('contenu à fournir par le cabinet');
  await section.getByLabel('Code').fill('deux mots');
  await section.getByLabel('Texte', { exact: true }).fill('Examen sans particularité.');
  await section.getByRole('button', { name: 'Ajouter le texte' }).click();
  await expect(section.getByRole('alert')).toContainText('un seul mot');
  await section.getByLabel('Code').fill('examen');
  await section.getByRole('button', { name: 'Ajouter le texte' }).click();
  const table = section.getByRole('table', { name: 'Textes types' });
  await expect(table).toContainText(';examen');
  await section.getByRole('button', { name: 'Modifier le texte ;examen' }).click();
  await section.getByLabel('Texte', { exact: true }).fill('Examen du jour sans particularité.');
  await section.getByRole('button', { name: 'Enregistrer le texte' }).click();
  await expect(table).toContainText('Examen du jour');
  await section.getByRole('button', { name: 'Retirer le texte ;examen' }).click();
  await expect(section).toContainText('contenu à fournir par le cabinet');
  await page.getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(table).toContainText('Examen du jour');
  await section.scrollIntoViewIfNeeded();
  await hygie.shot('reglages-textes-types');

  await page.keyboard.press('Alt+0');
  await new RecordPage(hygie).open('CHEMIN Henri');
  await page.keyboard.press('Alt+2');
  await expect(page.getByLabel('Motif', { exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Vu ce jour. ;examen ;inconnu Suite.');
  const text = page.getByLabel('Texte de la consultation', { exact: true });
  await expect(text).toHaveValue('Vu ce jour. Examen du jour sans particularité. ;inconnu Suite.');
  await hygie.shot('texte-type-dans-la-note');
});
