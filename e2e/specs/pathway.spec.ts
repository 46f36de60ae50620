import path from 'node:path';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const sandbox = new SandboxControl();

test.beforeEach(async ({ hygie }) => {
  await sandbox.reset();
  await new LoginPage(hygie).firstStart();
});

test('[34] [39] [40] [41] [42] [43] [44] [45] [46] [47] [48] [49] the care pathway: documents, events, protocol with its gaps, and the missing examination is ordered from there', async ({
  hygie,
}) => {
  const page = hygie.window;
  const file = await sandbox.laboratorySends({ patient: 'CHEMIN', scenario: 'normal', voie: 'hprim' });
  await page.getByLabel('Fichiers à déposer').setInputFiles(path.resolve(file));
  await expect(page.getByText(/classé/)).toBeVisible();

  // Tried on the practice before it is switched on.
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Protocoles/ }).click();
  const protocol = page.getByRole('region', { name: /^Suivi du diabète \(exemple/ });
  await expect(protocol.getByRole('button', { name: 'Mettre en usage' })).toBeDisabled();
  await protocol.getByRole('button', { name: 'Essayer sur le cabinet' }).click();
  await expect(protocol.getByText(/patient\(s\) du cabinet concernés/)).toBeVisible();
  await hygie.shot('protocole-essaye');
  await protocol.getByRole('button', { name: 'Mettre en usage' }).click();
  await expect(protocol.getByText('En usage', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Agenda' }).click();
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  await record.menu.getByRole('button', { name: 'Parcours de soins' }).click();
  const pathway = page.getByRole('region', { name: 'Parcours de soins' });
  await expect(pathway.getByText(/pour « Diabète sucré insulino-dépendant »/)).toBeVisible();
  await expect(pathway.getByText('Suivi du diabète (exemple de DéMo)', { exact: true })).toHaveCount(0);
  await hygie.shot('sans-protocole');
  await pathway.getByRole('button', { name: 'Suivre ce protocole' }).click();
  await expect(pathway.locator('.marque-fait, .marque-en-retard, .marque-prevu').first()).toBeVisible();
  await expect(pathway.getByText('Aujourd’hui', { exact: true })).toBeVisible();
  await expect(pathway.getByText('T4').first()).toBeVisible();
  await pathway.locator('.marque-prevu').first().hover();
  await expect(page.getByRole('tooltip')).toContainText(
    /(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d\d \S+ \d{4}/,
  );
  await expect(page.getByRole('tooltip')).toContainText('Bilan lipidique');
  await hygie.shot('bulle');
  await pathway.getByLabel('Du', { exact: true }).fill('01/01/2003');
  await pathway.getByLabel('Du', { exact: true }).press('Tab');
  await pathway.locator('.marque-evenement').first().hover();
  await hygie.shot('vingt-ans');
  await pathway.getByRole('button', { name: 'La même frise en liste' }).click();
  await expect(pathway.getByRole('table', { name: 'La même frise en liste' })).toContainText(
    'Diagnostic : Diabète sucré insulino-dépendant',
  );
  await expectAccessible(hygie, 'parcours');
  await pathway.getByRole('button', { name: 'Réinitialiser la période' }).click();
  await expect(pathway.getByLabel('Du', { exact: true })).not.toHaveValue('01/01/2003');
  const late = pathway.getByRole('button', { name: 'Prescrire' }).first();
  await late.click();
  await expect(page.getByText(/ajouté à la prescription de biologie/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Signer et enregistrer' })).toBeVisible();
  await hygie.shot('prescrit-depuis-la-frise');
  await record.menu.getByRole('button', { name: 'Parcours de soins' }).click();
  await pathway.locator('.marque-document').first().click();
  await expect(page.getByRole('dialog')).toContainText('CHEMIN');
  await page.keyboard.press('Escape');
  await record.menu.getByRole('button', { name: 'Parcours de soins' }).click();
  await pathway.getByRole('button', { name: 'Masquer' }).click();
  await expect(pathway.locator('.frise')).toHaveCount(0);
});

test('[44] [45] [46] [48] protocols by ages: a child’s vaccines lost, late and to come, noted as done with their lot, and taken back', async ({
  hygie,
}) => {
  // Four screens, each looked at by axe in both themes and at both sizes.
  test.setTimeout(120_000);
  const page = hygie.window;
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Protocoles/ }).click();
  const protocol = page.getByRole('region', { name: /^Vaccins de l’enfant/ });
  await expect(protocol).toContainText('Vaccin rougeole-oreillons-rubéole à 12 mois, 16–18 mois');
  await expect(protocol).toContainText('Santé publique France');
  await expect(protocol).toContainText('lu le 23/11/2026');
  await protocol.getByRole('button', { name: 'Essayer sur le cabinet' }).click();
  await expect(
    protocol.getByText(/1 patient\(s\) du cabinet concernés par leur âge, dont 1 avec un acte/),
  ).toBeVisible();
  await expectAccessible(hygie, 'protocoles');
  await protocol.getByRole('button', { name: 'Mettre en usage' }).click();
  await expect(protocol.getByText('En usage', { exact: true })).toBeVisible();

  await page.getByRole('combobox', { name: 'Rechercher un patient' }).fill('noir hugo');
  await page.getByRole('listbox', { name: 'Rechercher un patient' }).getByRole('option', { name: /NOIR/ }).click();
  const record = new RecordPage(hygie);
  await record.menu.getByRole('button', { name: 'Parcours de soins' }).click();
  const pathway = page.getByRole('region', { name: 'Parcours de soins' });
  await expect(pathway.getByText(/pour « âge : \d+ ans/)).toBeVisible();
  await pathway.getByRole('button', { name: 'Suivre ce protocole' }).click();
  await pathway.getByLabel('Du', { exact: true }).fill('01/09/2016');
  await pathway.getByLabel('Du', { exact: true }).press('Tab');
  await pathway.locator('.marque-manquant').first().hover();
  await expect(page.getByRole('tooltip')).toContainText(
    'Vaccin DTCaP-Hib-hépatite B, à 2 mois : manquant, aucune trace dans ce dossier',
  );
  await hygie.shot('enfance-bulle');

  // Nothing to order: the bar of what is late goes straight to noting it.
  await pathway.getByRole('button', { name: /^! Vaccin rougeole.*à 12 mois.*noter comme fait/ }).click();
  const noting = page.getByRole('dialog', { name: /^Noter comme fait : Vaccin rougeole/ });
  await expect(noting).toContainText('NOIR Hugo');
  await noting.getByLabel('Fait le').fill('01/01/2199');
  await noting.getByRole('button', { name: 'Noter comme fait' }).click();
  await expect(noting.getByText('Cette date est dans l’avenir')).toBeVisible();
  await expectAccessible(hygie, 'noter-comme-fait');
  await noting.getByLabel('Fait le').fill('20/09/2017');
  await noting.getByLabel(/^Précision/).fill('lot A12, carnet de santé');
  await page.keyboard.press('Enter');
  await expect(noting).toHaveCount(0);
  await expect(page.getByText(/noté comme fait/)).toBeVisible();

  // The mark itself: its events, what was noted, by whom and when.
  await pathway.locator('.marque-fait').first().click();
  const mark = page.getByRole('dialog', { name: /^Vaccins de l’enfant/ });
  await expect(mark).toContainText('✓ fait le 20/09/2017, à l’âge prévu');
  await expect(mark).toContainText(/Noté par .*MEDECIN.* : lot A12, carnet de santé/);
  await expectAccessible(hygie, 'evenements-d-une-marque');
  await mark.getByRole('button', { name: 'Fermer' }).click();

  // The list twin, by the keyboard.
  await pathway.getByRole('button', { name: 'La même frise en liste' }).click();
  const row = pathway.getByRole('row', { name: /rougeole-oreillons-rubéole, à 12 mois/ });
  await expect(row).toContainText('lot A12');
  await expectAccessible(hygie, 'parcours-par-ages');
  await row.getByRole('button', { name: /^Annuler cet acte noté/ }).focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: /^Annuler l’acte noté/ });
  await expect(question).toContainText('fait le 20/09/2017');
  await expect(question).toContainText('lot A12');
  await hygie.shot('annuler-acte');
  await question.getByRole('button', { name: 'Annuler l’acte noté' }).click();
  await expect(row).toContainText(/en retard.*Noté comme fait le 20\/09\/2017 par .*annulé par .*MEDECIN/);
  await expect(row.getByRole('button', { name: /^Noter comme fait/ })).toBeVisible();
  await row.scrollIntoViewIfNeeded();
  await hygie.shot('acte-annule');
});

test('[70] [71] the information card of COPD has its source, its date and its notice; a practice writes its own', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const pathologies = page.getByRole('region', { name: 'Pathologies chroniques actives' });
  await pathologies.getByRole('button', { name: 'Ajouter : pathologies chroniques actives' }).click();
  const form = page.getByRole('form', { name: 'Ajouter : pathologies chroniques actives' });
  await form.getByLabel('Pathologie').fill('J44');
  await expect(page.getByRole('listbox', { name: 'Pathologie' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await pathologies.getByRole('button', { name: /^Info : / }).click();
  const card = page.getByRole('dialog', { name: /^Stratégie thérapeutique : BPCO/ });
  await expect(card.getByRole('region')).toHaveCount(6);
  await expect(card).toContainText('HAS, guide du parcours de soins BPCO');
  await expect(card).toContainText('01/2014');
  await expect(card).toContainText('Source ancienne');
  await expect(card.getByText('Contenu à fournir par le cabinet')).toHaveCount(5);
  await expectAccessible(hygie, 'info-bouton');
  await card.getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Fiches d’information/ }).click();
  await page.getByRole('button', { name: 'Modifier pour le cabinet' }).click();
  await page.getByLabel('Texte : Vaccinations').fill('Texte propre au cabinet');
  await page.getByRole('button', { name: 'Enregistrer la fiche' }).click();
  await expect(page.getByText(/un texte a toujours sa source et sa date/)).toBeVisible();
  await page.getByLabel('Source : Vaccinations').fill('contenu du cabinet');
  await page.getByLabel('Date : Vaccinations').fill('2026-11');
  await page.getByRole('button', { name: 'Enregistrer la fiche' }).click();
  await expect(page.getByRole('region', { name: 'BPCO' })).toContainText('Texte propre au cabinet');
  await hygie.shot('fiche-du-cabinet');
});
