import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';

test.beforeEach(async ({ hygie }) => {
  await new LoginPage(hygie).firstStart();
  await hygie.window.getByRole('button', { name: 'Menu' }).click();
  await hygie.window.getByRole('menuitem', { name: /^Réglages/ }).click();
  await expect(hygie.window.getByRole('heading', { name: 'Réglages', level: 1 })).toBeVisible();
});

test('[136] the settings say that nothing is approved; each block is saved by itself and refuses what is wrong', async ({
  hygie,
}) => {
  const page = hygie.window;
  const dmp = page.getByRole('region', { name: 'DMP', exact: true });
  await expect(dmp).toContainText('Famille de produits');
  await expect(dmp).toContainText('aucune – démonstration');
  await expect(dmp).toContainText('aucun – démonstration');
  await expectAccessible(hygie, 'reglages');

  await dmp.getByLabel('Adresse du DMP').fill('http://ailleurs');
  await dmp.getByRole('button', { name: 'Enregistrer : DMP' }).click();
  await expect(dmp.getByRole('alert')).toContainText('https://');

  const stamp = page.getByRole('form', { name: 'Certificat : Cachet (signature)' });
  await stamp
    .getByLabel('Fichier (PKCS#12 ou PEM)')
    .setInputFiles({ name: 'faux.p12', mimeType: 'application/x-pkcs12', buffer: Buffer.from('pas un certificat') });
  await stamp.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(stamp.getByRole('alert')).not.toHaveText('');
  await hygie.shot('certificat-illisible');

  const general = page.getByRole('region', { name: 'Documents et verrouillage' });
  await general.getByLabel('Verrouillage après inactivité (minutes)').fill('0');
  await general.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(general.getByRole('alert')).toContainText('de 1 à 120');
  await general.getByLabel('Verrouillage après inactivité (minutes)').fill('20');
  await general.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(page.getByText('Documents et verrouillage : enregistré.')).toBeVisible();

  const mail = page.getByRole('region', { name: 'Boîte MSSanté' });
  await mail.getByLabel('Authentification').selectOption('mot-de-passe');
  await mail.getByLabel('Mot de passe', { exact: true }).fill('un-secret-du-test');
  await mail.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(page.getByText('Boîte MSSanté : enregistré.')).toBeVisible();
  await expect(mail.getByLabel('Mot de passe', { exact: true })).toHaveValue('');
  await expect(mail).toContainText('Un secret est enregistré');
  await hygie.shot('enregistre');
});

test('cards and codes, the backup and the journal', async ({ hygie }) => {
  const page = hygie.window;
  const cards = page.getByRole('region', { name: 'Cartes et codes' });
  await expect(cards.getByRole('table')).toContainText('MEDECIN5729');
  await expect(cards.getByRole('table')).toContainText('Utilisée');
  await cards.getByRole('button', { name: 'Émettre un code d’arrivée' }).click();
  await expect(cards.getByLabel('Code d’arrivée', { exact: true })).not.toHaveText('');
  await expect(cards).toContainText('Valable jusqu’au');

  await page.getByRole('button', { name: 'Sauvegarder maintenant' }).click();
  await expect(page.getByText(/^Fichier chiffré : .*\.sauvegarde/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^Ouvert par : .*MEDECIN5729/)).toBeVisible();
  await hygie.shot('sauvegarde');

  const journal = page.getByRole('region', { name: 'Journal' });
  await journal.getByRole('button', { name: 'Actualiser' }).click();
  await expect(journal.getByRole('table').getByRole('row').nth(1)).toBeVisible();
  await journal.scrollIntoViewIfNeeded();
  await hygie.shot('journal');

  await cards.getByRole('button', { name: 'Renouveler le code de récupération' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Renouveler', exact: true }).click();
  await expect(page.getByLabel('Votre code de récupération')).toBeVisible({ timeout: 20_000 });
  await hygie.shot('nouveau-code');
});
