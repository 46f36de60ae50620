import type { Page } from 'playwright/test';
import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
test.beforeEach(() => control.reset());

/** A doctor's hands on the keyboard only: counts commands apart from the words typed, and sees that the focus is never lost. */
class Hands {
  readonly page: Page;
  commands = 0;
  letters = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      this.commands += 1;
    }
  }

  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
    this.letters += words.length;
  }

  /** The focus is on something that is on the screen: a key pressed now does what the doctor sees. */
  async expectFocus(): Promise<void> {
    const visible = () =>
      this.page.evaluate(() => {
        const active = document.activeElement;
        const box = active?.getBoundingClientRect();
        return active !== document.body && (box?.width ?? 0) * (box?.height ?? 0) > 0;
      });
    await expect.poll(visible).toBe(true);
  }

  /** A command by its words. */
  async run(words: string): Promise<void> {
    await this.press('Control+k');
    await expect(this.page.getByRole('combobox', { name: 'Commande' })).toBeFocused();
    await this.type(words);
    await expect(this.page.getByRole('option').first()).toBeVisible();
    await this.press('Enter');
  }
}

/** What is typed, the line that it must become, the dose. */
const DRUGS = [
  ['amlodipine 5', /^AMLODIPINE \(BESILATE D'\) 5 mg, [^+]*$/, '1 gélule le matin'],
  ['glucophage', /^METFORMINE [^+]*$/, '1 comprimé matin et soir'],
  ['atorvastatine 20', /^ATORVASTATINE 20 mg, [^+]*$/, '1 comprimé le soir'],
  ['bisoprolol', /^BISOPROLOL [^+]*$/, '1 comprimé le matin'],
  ['allopurinol 100', /^ALLOPURINOL 100 mg, [^+]*$/, '1 comprimé le soir'],
] as const;

test('a consultation with two problems, five drugs, a letter and the closing of the record, by the keyboard alone', async ({
  hygie,
}, testInfo) => {
  test.setTimeout(180_000);
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  await page.evaluate(() => {
    const counted = globalThis as unknown as { clicks: number };
    counted.clicks = 0;
    // A click that a key makes has no button of a mouse pressed before it.
    addEventListener('pointerdown', () => (counted.clicks += 1), true);
  });
  const hands = new Hands(page);

  // From the day's list: the agenda, down to the patient.
  await hands.press('Alt+0');
  const row = page
    .getByRole('list', { name: /^Rendez-vous du/ })
    .getByRole('button', { name: 'CHEMIN Henri', exact: true });
  await hands.press('Tab');
  // How far the arrows go depends on the hour: counted apart.
  let walked = 0;
  for (; walked < 60; walked += 1) {
    const way = await row.evaluate((each) => {
      const here = document.activeElement;
      if (here === each || here === null) return null;
      return (here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) === 0 ? 'ArrowUp' : 'ArrowDown';
    });
    if (way === null) break;
    await page.keyboard.press(way);
  }
  await hands.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible();

  // Two problems, coded.
  const pathologies = page.getByRole('region', { name: 'Pathologies chroniques actives' });
  await hands.run('ajouter pathologies');
  for (const [year, words, code] of [
    ['2026', 'hypertension essentielle', 'I10'],
    ['2026', 'gonarthrose', 'M17'],
  ] as const) {
    const form = page.getByRole('form', { name: /^Ajouter : pathologies/ });
    await expect(form.getByLabel('Début')).toBeFocused();
    await hands.type(year);
    await hands.press('Tab', 'Tab');
    await hands.type(words);
    await expect(page.getByRole('listbox', { name: 'Pathologie' }).getByRole('option').first()).toBeVisible();
    await hands.press('ArrowDown', 'Enter', 'Enter');
    await expect(pathologies.getByRole('table')).toContainText(code);
    await hands.expectFocus();
  }
  await hands.press('Escape');

  // The note.
  await hands.press('Alt+2');
  await expect(page.getByLabel('Motif', { exact: true })).toBeFocused();
  await hands.type('Renouvellement, douleur du genou');
  await hands.press('Tab');
  await hands.type('Tension équilibrée. Douleur mécanique du genou droit, sans épanchement.');
  await hands.press('Tab');
  await hands.type('82');
  await hands.press('Tab');
  await hands.type('176');
  await hands.press('Tab');
  await hands.type('138');
  await hands.press('Tab');
  await hands.type('82');
  for (const problem of ['Hypertension essentielle (primitive)', 'Gonarthrose [arthrose du genou]']) {
    await hands.press('Tab', 'Space');
    await expect(page.getByRole('group', { name: 'Problèmes abordés' }).getByLabel(problem)).toBeChecked();
  }
  await hygie.shot('note-de-deux-problemes');
  await hands.press('Control+Enter');
  await expect(page.getByText('Note signée.', { exact: true })).toBeVisible();
  await expect(page.getByText('Problèmes : Hypertension essentielle (primitive) ; Gonarthrose')).toBeVisible();
  await expect(page.getByLabel('Motif', { exact: true })).toBeFocused();
  await expect(page.getByText(/^82 le \d\d\/\d\d\/\d{4}$/).first()).toBeVisible();
  await hygie.shot('note-au-clavier');
  await hands.expectFocus();

  // The prescription: search, arrow, Enter; dose, Enter: next.
  await hands.press('Alt+p');
  await expect(page.getByRole('button', { name: 'Nouveau document' })).toBeFocused();
  await hands.press('Enter');
  const search = page.getByRole('combobox', { name: 'Médicament (nom ou DCI)' });
  for (const [index, [name, line, dose]] of DRUGS.entries()) {
    await expect(search).toBeFocused();
    await hands.type(name);
    await expect(page.getByRole('listbox', { name: 'Médicament (nom ou DCI)', exact: true })).toBeVisible();
    await hands.press('ArrowDown', 'Enter');
    await expect(page.getByLabel(`Posologie, ligne ${index + 1}`)).toBeFocused();
    await expect(page.getByLabel(`Médicament, ligne ${index + 1}`)).toHaveValue(line);
    await hands.type(dose);
    await hands.press('Enter');
  }
  await hygie.shot('ordonnance-au-clavier');
  await hands.press('Control+Enter');
  await expect(page.getByText('Document signé et enregistré dans le dossier')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nouveau document' })).toBeFocused();

  // The letter to a colleague.
  await hands.press('Alt+l');
  await expect(page.getByRole('button', { name: 'Nouveau document' })).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Destinataire' })).toBeFocused();
  await hands.type('specialiste');
  await expect(page.getByRole('option', { name: /Robert SPECIALISTE5737/ })).toBeVisible();
  await hands.press('ArrowDown', 'Enter');
  await hands.press('Tab', 'Tab', 'Tab', 'Tab');
  await hands.expectFocus();
  await hands.type('Merci de recevoir ce patient pour une gonalgie droite.');
  await hygie.shot('courrier-au-clavier');
  await hands.press('Control+Enter');
  await expect(page.getByText('Document signé et enregistré dans le dossier').last()).toBeVisible();

  // The record is closed, and what must be sent is proposed.
  await hands.press('Control+w');
  const closing = page.getByRole('dialog', { name: 'Envoi au DMP à la fermeture du dossier' });
  await expect(closing).toBeVisible();
  await hands.expectFocus();
  await hygie.shot('cloture-au-clavier');
  await hands.press('Enter');
  await expect(page.getByRole('heading', { name: /^Consultations du/ })).toBeVisible();
  await expect
    .poll(async () => (await control.dmpReceived()).documents.filter((each) => each.kind === 'document').length, {
      timeout: 40_000,
    })
    .toBe(2);
  await hygie.shot('accueil-apres-la-consultation');

  const clicks = await page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks);
  const count = `${clicks} clics, ${hands.commands} touches de commande (et ${walked} pas dans l’agenda), ${hands.letters} lettres tapées`;
  testInfo.annotations.push({ type: 'clavier', description: count });
  process.stdout.write(`${count}\n`);
  expect(clicks).toBe(0);
  expect(hands.commands).toBeLessThanOrEqual(58);
});
