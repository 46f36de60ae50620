import type { Page } from 'playwright/test';
import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';

// Several screens are judged by axe in each of these; the machine of the tests is slow.
test.describe.configure({ timeout: 120_000 });

test.beforeEach(async ({ hygie }) => {
  await new LoginPage(hygie).firstStart();
});

/** Opens a record from the search field of the top bar, by the keyboard. */
async function open(page: Page, typed: string, line: RegExp): Promise<void> {
  await page.keyboard.press('F2');
  await page.keyboard.type(typed);
  await expect(page.getByRole('option', { name: line }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('[28] [29] [30] [31] [32] [33] the record shows who it is, what matters most, and its four menus', async ({
  hygie,
}) => {
  const page = hygie.window;
  await open(page, 'chemin', /CHEMIN Henri/);
  const banner = page.getByRole('group', { name: 'Identité du patient' });
  await expect(banner.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible();
  await expect(banner).toContainText('Masculin');
  await expect(banner).toContainText('né le 18/08/1948');
  await expect(banner).toContainText(/\d\d ans( \d+ mois)?/);
  await expect(banner).toContainText('Identité qualifiée');
  await expect(section(page, 'Information importante')).toContainText('Diabétique');
  const menu = page.getByRole('navigation', { name: 'Menu du dossier' });
  await expect(menu.getByRole('button', { name: 'Données médicales' })).toHaveAttribute('aria-current', 'page');
  await expectAccessible(hygie, 'dossier');
  await menu.getByRole('button', { name: 'Saisir un document' }).click();
  await expect(page.getByRole('menuitem', { name: 'Note de consultation' })).toBeVisible();
  await hygie.shot('saisir');
  await page.keyboard.press('Escape');
  await menu.getByRole('button', { name: 'Liste des documents' }).click();
  await expect(page.getByRole('heading', { name: 'Liste des documents' })).toBeVisible();
  await expectAccessible(hygie, 'documents');
  await menu.getByRole('button', { name: 'Données administratives' }).click();
  await expect(page.getByRole('form', { name: 'Données administratives' })).toBeVisible();
  await expectAccessible(hygie, 'administratif');
});

test('the note is written to the disk as it is typed, survives a card pulled out, is signed, then amended', async ({
  hygie,
}) => {
  const page = hygie.window;
  await open(page, 'vandier', /VANDIER Arthur/);
  const note = section(page, 'Consultation');
  await note.getByLabel('Motif').fill('Toux depuis cinq jours');
  await note.getByLabel('Texte de la consultation').fill('Auscultation claire.');
  await note.getByLabel('Poids').fill('72,5');
  await note.getByLabel('Taille').fill('175');
  await note.getByLabel('TA systolique').fill('130');
  await note.getByLabel('TA diastolique').fill('80');
  await expect(note.getByLabel('IMC')).toHaveText('23,7 kg/m²');
  await expect(note.getByText(/^Enregistré à \d\d:\d\d:\d\d$/)).toBeVisible();
  await expectAccessible(hygie, 'note');

  await note.getByLabel('Texte de la consultation').focus();
  await expect
    .poll(() => page.evaluate(async () => JSON.stringify(await window.hygie?.call('session.reprise', {}))))
    .toContain('note-texte');
  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
  await expect(page.getByText('VANDIER')).toHaveCount(0);
  await hygie.shot('verrouille');
  hygie.card.insert('medecin');
  await new LoginPage(hygie).enter();
  await expect(note.getByLabel('Texte de la consultation')).toHaveValue('Auscultation claire.', { timeout: 20_000 });
  await expect(note.getByLabel('Texte de la consultation')).toBeFocused();
  await expect(note.getByLabel('Poids')).toHaveValue('72,5');
  await hygie.shot('reprise');

  await note.getByRole('button', { name: 'Signer la note' }).click();
  const former = section(page, 'Notes précédentes');
  await expect(former).toContainText('Toux depuis cinq jours');
  await expect(former).toContainText('72,5 kg · 175 cm · IMC 23,7 · TA 130/80 mmHg');
  await expect(note.getByLabel('Motif')).toHaveValue('');

  await former.getByRole('button', { name: /^Amender la note du/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Amender la note du/ });
  await dialog.getByLabel('Texte de la consultation').fill('Auscultation claire. Pas de fièvre.');
  await dialog.getByLabel('Motif de l’amendement').fill('Oubli');
  await expectAccessible(hygie, 'amender');
  await dialog.getByRole('button', { name: 'Signer l’amendement' }).click();
  await expect(former).toContainText('Pas de fièvre.');
  await former.getByRole('button', { name: /^Versions de la note du/ }).click();
  await expect(page.getByRole('article', { name: 'Version 1' })).toContainText('Auscultation claire.');
  await expect(page.getByRole('article', { name: 'Version 2' })).toContainText('Motif de l’amendement : Oubli');
  await hygie.shot('versions');
});

test('[63] [64] a coded pathology is added by the keyboard, changed, removed with its reason, taken back, and its history stays', async ({
  hygie,
}) => {
  const page = hygie.window;
  await open(page, 'carton', /CARTON Jules/);
  const pathologies = section(page, 'Pathologies chroniques actives');
  await pathologies.getByRole('button', { name: 'Ajouter : pathologies chroniques actives' }).click();
  await page.keyboard.type('2014');
  const form = page.getByRole('form', { name: 'Ajouter : pathologies chroniques actives' });
  await form.getByLabel('Pathologie').fill('asthme');
  await expect(page.getByRole('listbox', { name: 'Pathologie' }).getByRole('option').first()).toBeVisible();
  await expectAccessible(hygie, 'cim10');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(form.getByText('J45')).toBeVisible();
  await page.keyboard.press('Enter');
  const table = pathologies.getByRole('table');
  await expect(table).toContainText('2014');
  await expect(table).toContainText('J45');
  // A fresh line is ready for the next one: free text, without a code.
  await page.keyboard.type('03/2020');
  await form.getByLabel('Pathologie').fill('Fatigue au travail');
  await form.getByRole('button', { name: 'Valider' }).click();
  await expect(table).toContainText('03/2020');
  await page.keyboard.press('Escape');
  await hygie.shot('pathologies');

  await pathologies.getByRole('button', { name: 'Modifier Fatigue au travail' }).click();
  await page
    .getByRole('form', { name: 'Modifier : Fatigue au travail' })
    .getByLabel('Pathologie')
    .fill('Épuisement professionnel');
  await page.keyboard.press('Enter');
  await expect(table).toContainText('Épuisement professionnel');
  await pathologies.getByRole('button', { name: 'Retirer Épuisement professionnel' }).click();
  const remove = page.getByRole('dialog', { name: 'Retirer « Épuisement professionnel »' });
  await remove.getByRole('button', { name: 'Doublon' }).click();
  await expectAccessible(hygie, 'retirer');
  await remove.getByRole('button', { name: 'Retirer', exact: true }).click();
  await expect(table).not.toContainText('Épuisement professionnel');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(table).toContainText('Épuisement professionnel');

  await pathologies.getByRole('button', { name: 'Historique : pathologies chroniques actives' }).click();
  await expect(
    page.getByRole('dialog', { name: 'Historique : Pathologies chroniques actives' }).getByRole('row'),
  ).not.toHaveCount(0);
  await expectAccessible(hygie, 'historique');
});

test('[65] [66] [67] [68] [69] every section of the record is written, and silence is never confused with absence', async ({
  hygie,
}) => {
  const page = hygie.window;
  await open(page, 'deville mathieu', /DEVILLE Mathieu/);

  const treatments = section(page, 'Traitements');
  await expect(treatments).toContainText('Non renseigné');
  await treatments.getByRole('checkbox', { name: 'Pas de traitement au long cours' }).check();
  await expect(treatments).toContainText('absence affirmée');
  await treatments.getByRole('button', { name: 'Ajouter : traitements' }).click();
  const form = page.getByRole('form', { name: 'Ajouter : traitements' });
  await form.getByLabel('Médicament').fill('METFORMINE 500 mg');
  await form.getByLabel('Dose de').fill('1');
  await form.getByLabel('à', { exact: true }).fill('2 comprimés');
  await form.getByLabel('par', { exact: true }).fill('jour');
  await expect(form.getByLabel('Posologie')).toHaveValue('1 à 2 comprimés par jour');
  await hygie.shot('traitement');
  await form.getByRole('button', { name: 'Valider' }).click();
  await expect(treatments.getByRole('table')).toContainText('1 à 2 comprimés par jour');

  const surgery = section(page, 'Antécédents chirurgicaux');
  await surgery.getByRole('button', { name: 'Ajouter : antécédents chirurgicaux' }).click();
  await page.keyboard.type('12/06/2004');
  await surgery.getByLabel('Intervention').fill('Appendicectomie');
  await surgery.getByRole('button', { name: 'Valider' }).click();
  await expect(surgery.getByRole('table')).toContainText('12/06/2004');

  const allergies = section(page, 'Allergies et intolérances');
  await allergies.getByRole('radio', { name: /Aucune allergie ni intolérance connue/ }).check();
  await allergies.getByRole('button', { name: 'Ajouter : allergies et intolérances' }).click();
  const allergy = page.getByRole('form', { name: 'Ajouter : allergies et intolérances' });
  await allergy.getByLabel('Début').fill('1990');
  await allergy.getByLabel('Diagnostic').fill('Allergie à la pénicilline');
  await allergy.getByLabel('Type').selectOption('Allergie médicamenteuse');
  await allergy.getByLabel('Manifestation').fill('Urticaire');
  await allergy.getByLabel('Sévérité').selectOption('modérée');
  await allergy.getByLabel('Agent').fill('Amoxicilline');
  await allergy.getByRole('button', { name: 'Valider' }).click();
  await expect(allergies.getByRole('columnheader')).toHaveText([
    'Début',
    'Fin',
    'Diagnostic',
    'Type',
    'Manifestation',
    'Sévérité',
    'Agent',
    'Actions',
  ]);
  await expect(allergies.getByRole('table')).toContainText('Amoxicilline');

  const factors = section(page, 'Facteurs de risque');
  await factors.getByRole('radiogroup', { name: 'Tabac' }).getByRole('radio', { name: 'Oui' }).check();
  await factors.getByLabel('Paquets-années').fill('12,5');
  await factors
    .getByRole('radiogroup', { name: 'Sédentarité' })
    .getByRole('radio', { name: 'Non', exact: true })
    .check();
  await expect(factors.getByText(/^Enregistré à/)).toBeVisible();
  await expect(
    factors.getByRole('radiogroup', { name: 'Drogue' }).getByRole('radio', { name: 'Non renseigné' }),
  ).toBeChecked();

  const vigilance = section(page, 'Points de vigilance');
  await vigilance.getByRole('textbox').fill('Vit seul, chutes répétées.');
  await expect(vigilance.getByText(/^Enregistré à/)).toBeVisible();
  const work = section(page, 'Facteurs de risque professionnels');
  await work.getByRole('radio', { name: /Aucun risque professionnel/ }).check();
  const family = section(page, 'Antécédents familiaux');
  await family.getByRole('button', { name: 'Ajouter : antécédents familiaux' }).click();
  await family.getByLabel('Parent').selectOption('MTH');
  // Enter with nothing chosen in the list keeps the doctor's words, without a code.
  await family.getByRole('combobox', { name: 'Antécédent' }).fill('Diabète');
  await page.keyboard.press('Enter');
  await expect(family.getByRole('table')).toContainText('Mère');
  await vigilance.scrollIntoViewIfNeeded();
  await expectAccessible(hygie, 'rubriques');

  // Closed and opened again: everything came from the disk.
  await page.getByRole('button', { name: 'Fermer le dossier', exact: true }).click();
  await expect(page.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
  await open(page, 'deville mathieu', /DEVILLE Mathieu/);
  await expect(section(page, 'Points de vigilance').getByRole('textbox')).toHaveValue('Vit seul, chutes répétées.');
  await expect(section(page, 'Facteurs de risque').getByLabel('Paquets-années')).toHaveValue('12,5');
  await expect(
    section(page, 'Facteurs de risque professionnels').getByRole('radio', { name: /Aucun risque professionnel/ }),
  ).toBeChecked();
  await hygie.shot('relu');
});

test('[53] a document of the record is read in the window', async ({ hygie }) => {
  const page = hygie.window;
  await open(page, 'chemin', /CHEMIN Henri/);
  const made = await page.evaluate(async () => {
    const found = await window.hygie?.call('patients.chercher', { texte: 'chemin' });
    const patientId = found?.ok ? found.value[0]?.id : undefined;
    if (patientId === undefined) return false;
    return (await window.hygie?.call('vsm.produire', { patientId }))?.ok ?? false;
  });
  expect(made).toBe(true);
  await page.getByRole('button', { name: 'Liste des documents' }).click();
  const table = page.getByRole('table', { name: 'Liste des documents' });
  await expect(table.getByRole('columnheader')).toHaveText([
    'Origine',
    'Msg',
    'Date ▾',
    'Nom',
    'Type',
    'Signataire',
    'Établ.',
    'Envoi',
  ]);
  await expectAccessible(hygie, 'liste');
  await table.locator('tbody').getByRole('button').first().click();
  const dialog = page.getByRole('dialog', { name: /^CHEMIN H\. - / });
  await expect(dialog.getByRole('img', { name: /page 1 sur/ })).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByText(/Diabète sucré insulino-dépendant/)).toBeAttached({ timeout: 20_000 });
  await expectAccessible(hygie, 'document');
});

test('a draft is there again when the record is closed then opened, and what is written next does not undo it', async ({
  hygie,
}) => {
  const page = hygie.window;
  const note = section(page, 'Consultation');
  const text = note.getByLabel('Texte de la consultation');
  const reopen = async () => {
    await page.getByRole('button', { name: 'Fermer le dossier', exact: true }).click();
    await expect(page.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
    await open(page, 'vandier', /VANDIER Arthur/);
  };
  await open(page, 'vandier', /VANDIER Arthur/);
  await text.fill('Première phrase.');
  // Closed at once: the closing writes what the pause had not written yet.
  await reopen();
  await expect(text).toHaveValue('Première phrase.');
  await text.fill('Première phrase. Deuxième phrase.');
  await reopen();
  await expect(text).toHaveValue('Première phrase. Deuxième phrase.');
  await note.getByLabel('Motif').fill('Suivi');
  await reopen();
  await expect(text).toHaveValue('Première phrase. Deuxième phrase.');
  await expect(note.getByLabel('Motif')).toHaveValue('Suivi');
  await hygie.shot('brouillon-relu');
});

test('several records stay open side by side, and the palette runs commands', async ({ hygie }) => {
  const page = hygie.window;
  await open(page, 'chemin', /CHEMIN Henri/);
  await open(page, 'vandier', /VANDIER Arthur/);
  const tabs = page.getByRole('navigation', { name: 'Dossiers ouverts' });
  await tabs.getByRole('button', { name: 'CHEMIN Henri', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Commande' })).toBeFocused();
  await page.keyboard.type('fermer dossier');
  await expectAccessible(hygie, 'palette');
  await page.keyboard.press('Enter');
  await expect(tabs.getByRole('button', { name: 'CHEMIN Henri', exact: true })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'VANDIER Arthur' })).toBeVisible();
});

test('[37] a note of two problems says what belongs to each, loses no word of one that is taken away, and starts the report of the day', async ({
  hygie,
}) => {
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const note = page.getByRole('region', { name: 'Consultation' });
  const problems = note.getByRole('group', { name: 'Problèmes abordés' });
  const diabetes = 'Diabète sucré insulino-dépendant';
  const fracture = "Fracture de l'épaule et du bras";
  await note.getByLabel('Motif', { exact: true }).fill('Suivi');
  await note.getByLabel('Texte de la consultation').fill('Va bien.');
  await problems.getByLabel(diabetes).check();
  await problems.getByRole('combobox', { name: 'Un antécédent…' }).selectOption({ label: fracture });
  await note.getByRole('textbox', { name: diabetes }).fill('HbA1c à 7,2 %, pieds sans lésion.');
  await note.getByRole('textbox', { name: fracture }).fill('Mobilité complète.');
  await expectAccessible(hygie, 'note-par-probleme');

  // Locked and taken up again: the paragraphs are there. One problem taken away: its words stay in the note.
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await new LoginPage(hygie).enter();
  await expect(note.getByRole('textbox', { name: diabetes })).toHaveValue('HbA1c à 7,2 %, pieds sans lésion.');
  await problems.getByLabel(fracture).click();
  await expect(note.getByLabel('Texte de la consultation')).toHaveValue(`Va bien.\n${fracture} : Mobilité complète.`);
  await expect(note.getByRole('textbox', { name: fracture })).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Note signée.', { exact: true })).toBeVisible();
  const signed = page.getByRole('article', { name: /^Note du / });
  await expect(signed).toContainText(`${diabetes} : HbA1c à 7,2 %`);
  await hygie.shot('note-signee-par-probleme');

  await record.enter('CR de consultation');
  await page.getByRole('button', { name: 'Nouveau document' }).click();
  await expect(page.getByLabel('Interrogatoire et examen')).toHaveValue(
    `Va bien.\n${fracture} : Mobilité complète.\n${diabetes} : HbA1c à 7,2 %, pieds sans lésion.`,
  );
  await hygie.shot('compte-rendu-du-jour');
});

test('[37] what is measured at each consultation is drawn and listed, with the age of that day; a child’s says that no reference is drawn', async ({
  hygie,
}) => {
  const page = hygie.window;
  await new RecordPage(hygie).open('NOIR Hugo');
  const note = section(page, 'Consultation');
  await expect(note.getByRole('button', { name: 'Courbes' })).toHaveCount(0);
  for (const [weight, height] of [
    ['31,5', '138'],
    ['32,2', '139,5'],
    ['33', '141'],
  ] as const) {
    await note.getByLabel('Poids').fill(weight);
    await note.getByLabel('Taille').fill(height);
    await page.keyboard.press('Control+Enter');
    await expect(note.getByLabel('Poids')).toHaveValue('');
  }
  await note.getByRole('button', { name: 'Courbes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mesures des consultations' });
  await expect(dialog.getByText(/^Sans courbes de référence/)).toBeVisible();
  await expect(dialog.locator('circle')).toHaveCount(3);
  await dialog.getByRole('radio', { name: 'IMC' }).check();
  await expect(dialog.locator('circle title').last()).toHaveText(/: 16,6 kg\/m²$/);
  await expect(dialog.getByRole('row').nth(1)).toContainText(/10 ans.*33141/);
  await expectAccessible(hygie, 'courbes-des-mesures');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
