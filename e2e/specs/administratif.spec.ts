import type { Page } from 'playwright/test';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SharePage } from '../pages/share.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
test.beforeEach(() => control.reset());

const TITRES = [
  'Autres contacts',
  'Couverture',
  'Affections de longue durée',
  'Médecin traitant',
  'Entourage et représentants',
];
const open = async (page: Page) => {
  await page.getByRole('button', { name: 'Données administratives' }).click();
  await expect(page.getByRole('form', { name: 'Couverture' })).toBeVisible();
};
const form = (page: Page, name: string) => page.getByRole('form', { name, exact: true });
const save = async (page: Page, name: string) => {
  await form(page, name)
    .getByRole('button', { name: `Enregistrer : ${name}` })
    .click();
  await expect(page.getByText(`${name} : enregistré.`)).toBeVisible();
  await expect(form(page, name).getByRole('button', { name: `Enregistrer : ${name}` })).toHaveCount(0);
};

test('[33] each section of administrative data is written, found again and amended; its empty state is said', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
  await open(page);
  // The practice's own doctor is on the sheet already: said, not asked twice.
  for (const titre of TITRES)
    await expect(form(page, titre)).toContainText(
      titre === 'Médecin traitant' ? 'Repris de la fiche du patient' : 'Rubrique jamais remplie.',
    );
  await expect(page.getByText('Aucune opposition n’a jamais été notée.')).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Aller à une rubrique' })
    .getByRole('button', { name: 'Couverture' })
    .press('Enter');
  await expect(form(page, 'Couverture')).toBeFocused();
  await hygie.shot('rubriques-vides');

  const contacts = form(page, 'Autres contacts');
  await expect(contacts).toContainText('148085121599955@patient.mssante.fr');
  await contacts.getByLabel('Consigne pour joindre le patient').fill('Ne pas laisser de message');
  // By the keyboard alone: Enter writes the section.
  await page.keyboard.press('Enter');
  await expect(page.getByText('Autres contacts : enregistré.')).toBeVisible();

  const cover = form(page, 'Couverture');
  await cover.getByLabel('Régime').fill('Régime général');
  await cover.getByLabel('Organisme (caisse)').fill('CPAM des Hauts-de-Seine');
  await cover.getByLabel('Ouvrant droit', { exact: true }).selectOption('autre');
  await cover.getByLabel('Numéro de sécurité sociale de l’ouvrant droit').fill('148085121599956');
  await cover.getByLabel('Droits ouverts jusqu’au').fill('31/12/2025');
  await cover.getByRole('button', { name: 'Enregistrer : Couverture' }).click();
  await expect(cover).toContainText('13 caractères, ou 15 avec une clé juste');
  await cover.getByLabel('Numéro de sécurité sociale de l’ouvrant droit').fill('148085121599955');
  await save(page, 'Couverture');
  await expect(cover).toContainText('Droits échus depuis le 31/12/2025');

  const ald = form(page, 'Affections de longue durée');
  await ald.getByLabel('Affections de longue durée du patient').selectOption('present');
  await ald.getByLabel('Libellé de l’ALD').fill('Diabète de type 2');
  await ald.getByLabel('Numéro de l’ALD').fill('8');
  await ald.getByLabel('Début de l’ALD').fill('01/02/2015');
  await ald.getByLabel('Fin de l’ALD').fill('31/01/2020');
  await save(page, 'Affections de longue durée');
  await expect(ald).toContainText('échue');
  await hygie.shot('ald-echue');
  await ald.getByLabel('Fin de l’ALD').fill('');
  await ald.getByLabel('Fin de l’ALD').fill('31/01/2199');
  await save(page, 'Affections de longue durée');
  await expect(ald).toContainText('en cours');

  const treating = form(page, 'Médecin traitant');
  await treating.getByLabel('Médecin traitant déclaré').selectOption('autre');
  await treating.getByLabel('Nom du médecin', { exact: true }).fill('AILLEURS');
  await treating.getByLabel('Prénom du médecin').fill('Anne');
  await treating.getByLabel('Adresse MSSanté du médecin').fill('anne.ailleurs@medecin.test.mssante.fr');
  await save(page, 'Médecin traitant');
  await expect(page.getByText('Médecin traitant : Dr Anne AILLEURS')).toBeVisible();

  const people = form(page, 'Entourage et représentants');
  await people.getByRole('button', { name: 'Ajouter une personne' }).click();
  await people.getByLabel('Nom', { exact: true }).fill('CHEMIN');
  await people.getByLabel('Prénom', { exact: true }).fill('Lucie');
  await people.getByLabel('Personne de confiance').check();
  await people.getByLabel('Personne à prévenir').check();
  await people.getByLabel('Représentant légal').check();
  await people.getByRole('button', { name: 'Enregistrer : Entourage et représentants' }).click();
  await expect(people).toContainText('à quel titre ?');
  await people.getByLabel('À quel titre').fill('Curateur');
  await save(page, 'Entourage et représentants');

  // Another place and back: everything is there.
  await page.getByRole('button', { name: 'Agenda', exact: true }).click();
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
  await open(page);
  await expect(contacts.getByLabel('Consigne pour joindre le patient')).toHaveValue('Ne pas laisser de message');
  await expect(cover.getByLabel('Organisme (caisse)')).toHaveValue('CPAM des Hauts-de-Seine');
  await expect(ald.getByLabel('Fin de l’ALD')).toHaveValue('31/01/2199');
  await expect(treating.getByLabel('Nom du médecin', { exact: true })).toHaveValue('AILLEURS');
  await expect(people.getByLabel('À quel titre')).toHaveValue('Curateur');
  await people.scrollIntoViewIfNeeded();
  await hygie.shot('rubriques-remplies');
  await expectAccessible(hygie, 'administratif');
});

test('[33] an opposition is noted, recalled with its date and reason where something would leave, then lifted; its history stays', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
  await open(page);
  await page.getByRole('button', { name: 'Noter une opposition au DMP' }).click();
  await page.getByLabel('Opposition au DMP exprimée le').fill('02/03/2026');
  await page.getByRole('button', { name: 'Noter l’opposition', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Indiquez le motif');
  await page.getByLabel('Motif de l’opposition au DMP').fill('refus oral en consultation');
  await page.getByRole('button', { name: 'Noter l’opposition', exact: true }).click();
  await expect(page.getByText('Opposition notée.')).toBeVisible();
  await page.getByRole('button', { name: 'Noter une opposition à la messagerie' }).click();
  await page.getByLabel('Motif de l’opposition à la messagerie').fill('espace lu par un proche');
  await page.getByLabel('Ce à quoi le patient s’oppose').selectOption('patient');
  await page.getByRole('button', { name: 'Noter l’opposition', exact: true }).click();
  const history = page.getByRole('table', { name: 'Historique des oppositions' });
  await expect(history.getByRole('row')).toHaveCount(3);
  await history.scrollIntoViewIfNeeded();
  await hygie.shot('oppositions');

  await page.getByRole('button', { name: 'Partager le VSM' }).click();
  const dialog = page.getByRole('dialog', { name: 'Partager le VSM' });
  await expect(dialog).toContainText('alimentation de son DMP le 02/03/2026 (motif : refus oral en consultation)');
  await expect(dialog.getByRole('radio', { name: 'Dépôt dans le DMP', exact: true })).toBeDisabled();
  await expect(dialog.getByRole('checkbox', { name: /^Envoyer aussi au patient/ })).toBeDisabled();
  await expect(dialog).toContainText('espace lu par un proche');
  await expect(dialog.getByRole('radio', { name: 'MSSanté à un confrère', exact: true })).toBeEnabled();
  await hygie.shot('opposition-au-partage');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: 'Lever l’opposition au DMP' }).click();
  await page.getByLabel('Motif de la levée').fill('accord écrit');
  await page
    .getByRole('form', { name: 'Alimentation du DMP' })
    .getByRole('button', { name: 'Lever l’opposition au DMP' })
    .click();
  await expect(page.getByText('Opposition levée.')).toBeVisible();
  await expect(history.getByRole('row')).toHaveCount(4);
  await hygie.shot('opposition-levee');
});

test('[33] a section and an opposition being typed survive the card pulled out, and are written afterwards', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await login.firstStart();
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
  await open(page);
  const reason = page.getByLabel('Motif de l’opposition au DMP');
  await page.getByRole('button', { name: 'Noter une opposition au DMP' }).click();
  await reason.fill('motif en cours de frappe');
  const ald = form(page, 'Affections de longue durée');
  await ald.getByLabel('Affections de longue durée du patient').selectOption('present');
  await ald.getByLabel('Libellé de l’ALD').fill('Asthme sévère témoin');
  const kept = () => page.evaluate(async () => JSON.stringify(await window.hygie?.call('brouillons.lire', {})));
  await expect.poll(kept, { timeout: 5_000 }).toMatch(/(?=.*Asthme sévère témoin)(?=.*motif en cours de frappe)/s);
  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
  await expect(page.getByText('Asthme sévère témoin')).toHaveCount(0);
  hygie.card.insert('medecin');
  await login.enter();
  await expect(ald.getByLabel('Libellé de l’ALD')).toHaveValue('Asthme sévère témoin', { timeout: 30_000 });
  await expect(ald).toContainText('Saisie reprise');
  await expect(reason).toHaveValue('motif en cours de frappe');
  await hygie.shot('rubrique-reprise');
  await save(page, 'Affections de longue durée');
  await expect.poll(kept, { timeout: 5_000 }).not.toContain('Asthme sévère témoin');
  await expect(reason).toHaveValue('motif en cours de frappe');
});
