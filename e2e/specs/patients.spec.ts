import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';

test.beforeEach(async ({ hygie }) => {
  await new LoginPage(hygie).firstStart();
});

test('the search finds by name, first name, birth date and INS, and tells homonyms apart', async ({ hygie }) => {
  const page = hygie.window;
  await page.keyboard.press('Control+f');
  const search = page.getByRole('combobox', { name: 'Rechercher un patient' });
  await expect(search).toBeFocused();
  const options = page.getByRole('listbox', { name: 'Rechercher un patient' }).getByRole('option');
  await search.fill('martin sylvie');
  await expect(options).toHaveCount(2);
  await expect(options.first()).toContainText('homonyme');
  await expectAccessible(hygie, 'homonymes');
  await search.fill('anne marie jose');
  await expect(options.first()).toContainText('ANNE Marie-José');
  await search.fill('18/08/1948');
  await expect(options.first()).toContainText('CHEMIN Henri');
  await search.fill('148085121599955');
  await expect(options.first()).toContainText('CHEMIN Henri');
  await search.fill('zzzzz');
  await expect(page.getByText(/^Aucun patient trouvé/)).toBeVisible();
  await hygie.shot('aucun');
  // Enter without a chosen line opens nobody.
  await search.fill('chemin');
  await expect(options.first()).toBeVisible();
  await search.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Dossiers ouverts' })).toHaveCount(0);
});

test('keys faster than the search are for what is typed, never for a line found for other letters', async ({
  hygie,
}) => {
  const page = hygie.window;
  await page.keyboard.press('F2');
  await page.keyboard.type('chemin');
  const option = page.getByRole('option');
  await expect(option.first()).toContainText('CHEMIN');
  // In one turn of the page: the answer to the new letters cannot be there yet.
  await page.evaluate(() => {
    const press = (key: string) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    document.execCommand('selectAll');
    document.execCommand('insertText', false, 'vandier');
    press('ArrowDown');
    press('Enter');
  });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('VANDIER');
  await expect(page.getByRole('navigation', { name: 'Dossiers ouverts' })).not.toContainText('CHEMIN');
  await hygie.shot('recherche-plus-rapide-que-la-reponse');
});

test('a patient is created with strict traits; wrong fields are said; a homonym is compared, nothing chosen beforehand', async ({
  hygie,
}) => {
  const page = hygie.window;
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog', { name: 'Nouveau patient' });
  await dialog.getByRole('button', { name: 'Créer le patient' }).click();
  await expect(dialog.getByLabel('Nom de naissance', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Nom de naissance', { exact: true }).fill('CHEMIN');
  await dialog.getByLabel('Prénoms de naissance', { exact: true }).fill('Henri, Paul');
  await dialog.getByLabel('Date de naissance').fill('31/02/1948');
  await dialog.getByLabel('Sexe').selectOption('M');
  await dialog.getByLabel('Matricule INS').fill('148085121599956');
  await dialog.getByRole('button', { name: 'Créer le patient' }).click();
  await expect(dialog.getByText('Cette date n’existe pas (jj/mm/aaaa)')).toBeVisible();
  await expect(dialog.getByText(/matricule INS invalide/)).toBeVisible();
  await expectAccessible(hygie, 'erreurs');
  await dialog.getByLabel('Date de naissance').fill('18081948');
  await dialog.getByLabel('Matricule INS').fill('');
  await dialog.getByRole('button', { name: 'Créer le patient' }).click();

  const compare = page.getByRole('dialog', { name: 'Un patient de mêmes traits existe déjà' });
  await expect(compare.getByRole('table', { name: 'Comparaison des identités' })).toContainText('51215');
  for (const radio of await compare.getByRole('radio').all()) await expect(radio).not.toBeChecked();
  await expect(compare.getByRole('button', { name: 'Valider' })).toBeDisabled();
  await expectAccessible(hygie, 'comparaison');
  await compare.getByRole('radio', { name: /C’est une autre personne/ }).check();
  await compare.getByRole('button', { name: 'Valider' }).click();
  await expect(page.getByRole('group', { name: 'Identité du patient' })).toContainText('Identité provisoire');
  await hygie.shot('cree');
});

test('[33] administrative data are changed; the traits of a qualified identity are not, until its status is lowered', async ({
  hygie,
}) => {
  const page = hygie.window;
  await page.getByRole('button', { name: 'CHEMIN Henri', exact: true }).click();
  await page.getByRole('button', { name: 'Données administratives' }).click();
  const form = page.getByRole('form', { name: 'Données administratives' });
  await expect(form.getByLabel('Nom de naissance', { exact: true })).toHaveAttribute('readonly', '');
  await form.getByLabel('Téléphone mobile').fill('06 00 00 00 01');
  await form.getByLabel('Information importante').fill('Diabétique, allergie à la pénicilline');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Données administratives enregistrées.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Information importante' })).toContainText('allergie à la pénicilline');
  await form.getByLabel('Statut de l’identité').selectOption('provisoire');
  await form.getByLabel('Nom de naissance', { exact: true }).fill('CHEMINOT');
  await hygie.shot('administratif');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('group', { name: 'Identité du patient' })).toContainText('Identité provisoire');
});
