import type { Locator } from 'playwright/test';
import { expect, test, type Hygie } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SharePage } from '../pages/share.page.ts';
import { TYPED } from '../pages/typed.ts';

/** What the design allows to be missing after a card pulled out or a power cut. */
const AUTOSAVE = 2_000;

/** Waits until the host holds what was typed, no longer than the design allows. */
async function kept(hygie: Hygie, words: string): Promise<void> {
  const read = () => hygie.window.evaluate(async () => JSON.stringify(await window.hygie?.call('brouillons.lire', {})));
  await expect.poll(read, { timeout: AUTOSAVE, intervals: [50] }).toContain(words);
}

/** The place of the field is written a moment after the focus came. */
async function placed(hygie: Hygie, field: Locator): Promise<void> {
  const champ = await field.getAttribute('data-champ');
  const read = () => hygie.window.evaluate(async () => JSON.stringify(await window.hygie?.call('session.reprise', {})));
  await expect.poll(read).toContain(`"champ":"${champ}"`);
}

/** The card leaves, the window locks, the same doctor comes back. */
async function pullOutAndReturn(hygie: Hygie): Promise<void> {
  const page = hygie.window;
  const start = Date.now();
  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
  expect(Date.now() - start).toBeLessThan(2_500);
  await expect(page.getByText(TYPED[0])).toHaveCount(0);
  hygie.card.insert('medecin');
  await new LoginPage(hygie).enter();
}

async function killAndReturn(hygie: Hygie): Promise<void> {
  await hygie.kill();
  await hygie.start();
  await new LoginPage(hygie).enter();
}

for (const [how, leave] of [
  ['the card is pulled out', pullOutAndReturn],
  ['the program is killed', killAndReturn],
] as const) {
  test(`[9] ${how} while an amendment, a line, a sheet and a new patient are typed: each comes back, to the field`, async ({
    hygie,
  }) => {
    test.setTimeout(180_000);
    const login = new LoginPage(hygie);
    const page = () => hygie.window;
    await login.firstStart();
    await new SharePage(hygie).find('vandier', /VANDIER Arthur/);

    // A signed note, being amended.
    const note = page().getByRole('region', { name: 'Consultation', exact: true });
    await note.getByLabel('Texte de la consultation', { exact: true }).fill('Rien à signaler.');
    await note.getByRole('button', { name: 'Signer la note' }).click();
    const former = () => page().getByRole('region', { name: 'Notes précédentes', exact: true });
    await former()
      .getByRole('button', { name: /^Amender la note du/ })
      .first()
      .click();
    const amendment = () => page().getByRole('dialog', { name: /^Amender la note du/ });
    await amendment().getByLabel('Texte de la consultation', { exact: true }).fill(TYPED[0]);
    const reason = () => amendment().getByLabel(/Motif de l’amendement/);
    await reason().fill('oubli du jour');
    await kept(hygie, 'oubli du jour');
    await placed(hygie, reason());
    await leave(hygie);
    await expect(reason()).toBeFocused({ timeout: 30_000 });
    await expect(reason()).toHaveValue('oubli du jour');
    await expect(amendment().getByLabel('Texte de la consultation', { exact: true })).toHaveValue(TYPED[0]);
    await hygie.shot('amendement-repris');
    await amendment().getByRole('button', { name: 'Signer l’amendement' }).click();
    await expect(amendment()).toHaveCount(0);
    await expect(former().getByText(TYPED[0])).toBeVisible();

    // A line of a section, half typed.
    await page().getByRole('button', { name: 'Ajouter : traitements' }).click();
    const line = () => page().getByRole('form', { name: 'Ajouter : traitements' });
    const name = () => line().getByLabel('Médicament');
    await name().fill('Bisoprolol témoin');
    await kept(hygie, 'Bisoprolol témoin');
    await placed(hygie, name());
    await leave(hygie);
    await expect(name()).toBeFocused({ timeout: 30_000 });
    await expect(name()).toHaveValue('Bisoprolol témoin');
    await hygie.shot('ligne-reprise');
    await line().getByRole('button', { name: 'Fermer' }).click();
    await expect(line()).toHaveCount(0);

    // The identity sheet, not saved.
    await page().getByRole('button', { name: 'Données administratives' }).click();
    const town = () => page().getByLabel('Commune');
    const before = await town().inputValue();
    await town().fill('Ville-Témoin');
    await kept(hygie, 'Ville-Témoin');
    await placed(hygie, town());
    await leave(hygie);
    await expect(town()).toBeFocused({ timeout: 30_000 });
    await expect(town()).toHaveValue('Ville-Témoin');
    await expect(page().getByText(/Saisie reprise/)).toBeVisible();
    await hygie.shot('fiche-reprise');
    await page().getByRole('button', { name: 'Rétablir' }).click();
    await expect(town()).toHaveValue(before);

    // A patient being created.
    await page().getByRole('button', { name: 'Agenda', exact: true }).click();
    await page().getByRole('button', { name: 'Nouveau patient' }).click();
    const creation = () => page().getByRole('dialog', { name: 'Nouveau patient' });
    await creation().getByLabel('Nom de naissance', { exact: true }).fill('ESSAIREPRISE');
    await creation()
      .getByLabel(/^Prénoms de naissance/)
      .fill('Camille');
    await kept(hygie, 'Camille');
    await placed(hygie, creation().getByLabel(/^Prénoms de naissance/));
    await leave(hygie);
    await expect(creation().getByLabel(/^Prénoms de naissance/)).toBeFocused({ timeout: 30_000 });
    await expect(creation().getByLabel('Nom de naissance', { exact: true })).toHaveValue('ESSAIREPRISE');
    await hygie.shot('nouveau-patient-repris');
    await creation().getByRole('button', { name: 'Annuler' }).click();

    // Given up or written: nothing comes back.
    await expect
      .poll(() => page().evaluate(async () => JSON.stringify(await window.hygie?.call('brouillons.lire', {}))))
      .toBe('{"ok":true,"value":[]}');
  });
}
