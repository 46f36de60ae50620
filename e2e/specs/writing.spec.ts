import type { Hygie } from '../app.ts';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';

test.beforeEach(async ({ hygie }) => {
  await new LoginPage(hygie).firstStart();
});

async function opened(hygie: Hygie, name: string): Promise<RecordPage> {
  const record = new RecordPage(hygie);
  await record.open(name);
  return record;
}

test('[37] a prescription is written from the public base, signed, filed, and renewed in three actions', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Prescription médicaments');
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  const search = page.getByRole('combobox', { name: 'Médicament (nom ou DCI)' });
  await search.fill('metformine');
  await expect(page.getByRole('listbox', { name: 'Médicament (nom ou DCI)' })).toContainText('METFORMINE');
  await expect(page.getByText(/Base publique des médicaments du 31\/05\/2026/)).toBeVisible();
  await hygie.shot('recherche');
  await search.press('ArrowDown');
  await search.press('Enter');
  const first = page.getByRole('group', { name: /^Ligne 1/ });
  await expect(first.getByLabel('Posologie, ligne 1')).toBeFocused();
  await page.keyboard.type('1 comprimé matin et soir');
  await first.getByLabel('Durée, ligne 1').fill('3 mois');
  await first.getByLabel('ALD').check();
  await search.fill('Pansement gras');
  await search.press('Enter');
  await page.getByLabel('Posologie, ligne 2').fill('à renouveler chaque jour');
  await page.getByRole('button', { name: 'Aperçu avant impression' }).click();
  await expect(page.getByRole('img', { name: /page 1 sur 1/ })).toBeVisible();
  await expectAccessible(hygie, 'ordonnance');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();
  const renew = page.getByRole('button', { name: /^Renouveler : Prescription de médicaments du .* \(2 lignes\)$/ });
  await renew.click();
  await expect(page.getByLabel('Posologie, ligne 1')).toHaveValue('1 comprimé matin et soir');
  await expect(page.getByRole('region', { name: /^Différence/ })).toContainText('aucun changement');
  await page.getByLabel('Posologie, ligne 1').fill('1 comprimé le soir');
  await expect(page.getByRole('region', { name: /^Différence/ })).toContainText('1 comprimé le soir');
  await hygie.shot('renouvellement');
  await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  await expect(page.getByRole('button', { name: 'Prescription de médicaments' })).toHaveCount(2);
});

test('[37] each editor is a real one: started from the record, and what is missing is said before signing', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  for (const entry of [
    'CR de consultation',
    'Autres prescriptions',
    'Fiche RCP',
    'Courrier',
    'Certificat, attestation',
  ]) {
    await record.enter(entry);
    await page.getByRole('button', { name: 'Nouveau document' }).click();
    await expect(page.getByRole('button', { name: 'Signer et enregistrer' })).toBeVisible();
    await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
    await expect(page.getByText(/^Avant de signer/)).toBeVisible();
    await hygie.shot(entry.toLowerCase().replace(/[^a-z]+/g, '-'));
  }
});

test('[164] [165] [167] liaison letters have their blocks, their dates, and start from the record', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Courrier');
  await page.getByRole('button', { name: 'Lettre d’entrée à l’hôpital' }).click();
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  await expect(page.getByLabel('Antécédents')).toHaveValue(/Diabète/);
  await expect(page.getByLabel('Allergies et intolérances')).toHaveValue('Non renseigné dans le dossier.');
  await page.getByRole('combobox', { name: 'Destinataire' }).fill('Service de pneumologie');
  await page.getByLabel('Motif d’hospitalisation').fill('Dyspnée vespérale témoin');
  await hygie.shot('lettre-entree');
  await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();
  await page.getByRole('button', { name: 'Lettre de liaison de sortie' }).click();
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  for (const block of [
    'Synthèse du séjour',
    'Traitements prescrits à la sortie',
    'Résultats faits ou en attente',
    'Suites, conseils et surveillance',
    'Remise au patient et envoi au médecin adresseur (dates)',
  ])
    await expect(page.getByLabel(block)).toBeVisible();
  await hygie.shot('lettre-sortie');
});

test('[72] the data that a form asks for are filled from the record, and what is missing is printed as such', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Formulaires (EHPAD, ALD, MDPH)');
  for (const form of [
    'Données pour une entrée en EHPAD',
    'Données pour un renouvellement d’ALD',
    'Données pour un dossier MDPH',
  ]) {
    await page.getByRole('button', { name: form }).click();
    await page.getByRole('button', { name: 'Nouveau document' }).click();
    await expect(page.getByLabel(/^(Pathologies|Affections)/)).toHaveValue(/Diabète/);
  }
  await page.getByRole('button', { name: 'Aperçu avant impression' }).click();
  await expect(page.getByRole('img', { name: /page 1 sur 1/ })).toBeVisible();
  await expect(page.getByRole('figure')).toContainText('À compléter');
  await hygie.shot('annexe-mdph');
});
