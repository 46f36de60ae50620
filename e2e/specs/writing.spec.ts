import type { Hygie } from '../app.ts';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();

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

test('[37] [91] a signed prescription is structured: read as such here, deposited in the DMP by what it is', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  await control.reset();
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Prescription médicaments');
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  const search = page.getByRole('combobox', { name: 'Médicament (nom ou DCI)' });
  await search.fill('metformine');
  await expect(page.getByRole('listbox', { name: 'Médicament (nom ou DCI)' })).toContainText('METFORMINE');
  await search.press('ArrowDown');
  await search.press('Enter');
  await expect(page.getByLabel('Posologie, ligne 1')).toBeFocused();
  await page.keyboard.type('1 comprimé matin et soir');
  const first = page.getByRole('group', { name: /^Ligne 1/ });
  await first.getByLabel('Durée, ligne 1').fill('3 mois');
  await first.getByLabel('ALD').check();
  await first.getByLabel('AT/MP').check();
  await expect(page.getByText('Document structuré : les autres logiciels')).toBeVisible();
  await expectAccessible(hygie, 'ordonnance-structuree');
  await hygie.shot('ordonnance-structuree');
  await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();

  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  await page
    .getByRole('table', { name: 'Liste des documents' })
    .getByRole('button', { name: 'Prescription de médicaments' })
    .click();
  const reading = page.getByRole('dialog', { name: /^CHEMIN H\. - .+ - .+/ });
  await reading.getByRole('tab', { name: 'Document', exact: true }).click();
  await expect(reading.getByRole('columnheader', { name: 'AT/MP' })).toBeVisible();
  await expect(reading.getByRole('cell', { name: '1 comprimé matin et soir' })).toBeVisible();
  await hygie.shot('ordonnance-lue');
  await reading.getByRole('button', { name: 'Afficher l’en-tête' }).click();
  await expect(reading.getByText('Structuré (niveau 3)')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Fermer le dossier', exact: true }).click();
  const closing = page.getByRole('dialog', { name: 'Envoi au DMP à la fermeture du dossier' });
  await expect(closing.getByRole('checkbox', { name: /^Envoi : Prescription de médicaments/ })).toBeChecked();
  await closing.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect
    .poll(
      async () =>
        (await control.dmpReceived()).documents
          .filter(({ kind }) => kind === 'document')
          .map(({ title, status }) => [title, status.split(':').at(-1)]),
      { timeout: 45_000 },
    )
    .toEqual([['Prescription de médicaments', 'Approved']]);
});

test('[164] what a liaison letter lacks to be structured is said before signing, and signing stays possible', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Courrier');
  await page.getByRole('button', { name: 'Lettre de liaison de sortie' }).click();
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  const notice = page.getByText('Pour un document structuré, il manque');
  await expect(notice).toContainText('le motif d’hospitalisation ; les dates d’entrée et de sortie');
  await hygie.shot('lettre-non-structuree');
  await page.getByLabel('Motif d’hospitalisation').fill('Chute');
  await page.getByLabel('Dates d’entrée et de sortie').fill('du 01/01/2026 au 04/01/2026');
  await expect(notice).toHaveCount(0);
  await page.getByLabel('Dates d’entrée et de sortie').fill('la semaine dernière');
  await expect(notice).toBeVisible();
  await page.getByRole('combobox', { name: 'Destinataire' }).fill('Dr Robert SPECIALISTE5737');
  await page.getByLabel('Synthèse du séjour').fill('Sans incident');
  await page.getByLabel('Suites, conseils et surveillance').fill('Repos');
  await page.getByLabel('Remise au patient et envoi au médecin adresseur (dates)').fill('04/01/2026');
  await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();
  await record.menu.getByRole('button', { name: 'Liste des documents' }).click();
  await page
    .getByRole('table', { name: 'Liste des documents' })
    .getByRole('button', { name: 'Lettre de liaison de sortie' })
    .click();
  const reading = page.getByRole('dialog', { name: /^CHEMIN H\. - .+ - .+/ });
  await reading.getByRole('button', { name: 'Afficher l’en-tête' }).click();
  await expect(reading.getByText(/^Il manquait pour LDL-SES 2022\.01/)).toBeVisible();
  await hygie.shot('lettre-en-tete');
});

test('[37] an imaging request is structured once each act has its modality', async ({ hygie }) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Autres prescriptions');
  await page.getByRole('button', { name: 'Demande d’imagerie' }).click();
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  await page.getByLabel('Ajouter : acte d’imagerie').fill('Genou gauche, face et profil');
  await page.keyboard.press('Enter');
  await expect(page.getByText('il manque : la modalité de « Genou gauche, face et profil »')).toBeVisible();
  await page.getByLabel('Modalité pour Genou gauche').selectOption('Radiographie sans contraste');
  await expect(page.getByText('Document structuré : les autres logiciels')).toBeVisible();
  await page.getByLabel('Question posée').fill('Gonarthrose ?');
  await expectAccessible(hygie, 'demande-imagerie');
  await hygie.shot('demande-imagerie');
  await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();
});

test('[37] [66] what was prescribed updates the treatments by one button and Enter, and is taken back by another', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = await opened(hygie, 'CHEMIN Henri');
  await record.enter('Prescription médicaments');
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  const search = page.getByRole('combobox', { name: 'Médicament (nom ou DCI)' });
  for (const [rank, [name, dose, duration]] of [
    ['bisoprolol', '1 le matin', '3 mois'],
    ['amoxicilline', '1 matin et soir', '6 jours'],
  ].entries()) {
    await search.fill(name ?? '');
    await expect(page.getByRole('listbox', { name: 'Médicament (nom ou DCI)' })).toContainText(
      (name ?? '').toUpperCase(),
    );
    await search.press('ArrowDown');
    await search.press('Enter');
    await page.getByLabel(`Posologie, ligne ${rank + 1}`).fill(dose ?? '');
    await page.getByLabel(`Durée, ligne ${rank + 1}`).fill(duration ?? '');
  }
  await page.getByRole('button', { name: 'Signer et enregistrer' }).click();
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();

  await record.menu.getByRole('button', { name: 'Données médicales' }).click();
  const treatments = page.getByRole('region', { name: 'Traitements' });
  await expect(treatments.getByText(/^Depuis l’ordonnance du .* : 2 à ajouter/)).toBeVisible();
  await hygie.shot('traitements-a-mettre-a-jour');
  await treatments.getByRole('button', { name: 'Mettre à jour les traitements' }).click();
  const dialog = page.getByRole('dialog', { name: /^Traitements, d’après l’ordonnance du/ });
  await expect(dialog.getByRole('group', { name: 'Identité du patient' })).toContainText('CHEMIN Henri');
  // Three months are a treatment of the record; six days are not, unless the doctor says so.
  await expect(dialog.getByRole('checkbox', { name: /BISOPROLOL/ })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: /AMOXICILLINE/ })).not.toBeChecked();
  await expectAccessible(hygie, 'reprise-des-traitements');
  await expect(dialog.getByRole('button', { name: 'Mettre à jour' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(treatments.getByRole('row', { name: /BISOPROLOL.*1 le matin/ })).toBeVisible();
  await expect(treatments.getByText('AMOXICILLINE')).toHaveCount(0);
  await expect(treatments.getByText(/^Depuis l’ordonnance/)).toHaveCount(0);
  await hygie.shot('traitements-a-jour');

  await page.getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(treatments.getByRole('row', { name: /BISOPROLOL/ })).toHaveCount(0);
  await treatments.getByRole('button', { name: 'Mettre à jour les traitements' }).click();
  await dialog.getByRole('button', { name: 'Ne rien changer' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(treatments.getByText(/^Depuis l’ordonnance/)).toHaveCount(0);
});
