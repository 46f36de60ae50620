import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';

test('[1] [3] [4] [6] the card asks for its PIN; the first start shows the recovery code and has it typed back', async ({
  hygie,
}) => {
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await expect(page.getByRole('heading', { name: 'Identification de votre carte' })).toBeVisible();
  await expect(page.getByText('Bonjour', { exact: true })).toBeVisible();
  await expect(login.pin).toHaveAttribute('type', 'password');
  await expect(page.getByText('Vous avez 3 essais')).toBeVisible();
  await expect(page.getByText('Installation de test', { exact: true })).toBeVisible();
  await expectAccessible(hygie, 'connexion');
  await login.pin.fill('1234');
  await page.getByRole('button', { name: 'Valider' }).click();
  const code = await login.recoveryCode();
  await expectAccessible(hygie, 'code-recuperation');

  const typedBack = page.getByLabel('Recopiez le code de récupération');
  await typedBack.fill('AAAA-BBBB');
  await typedBack.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Ce n’est pas le code affiché');
  await typedBack.fill(code.toLowerCase().replaceAll('-', ' '));
  await typedBack.press('Enter');
  await login.home();
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await expect(page.getByText(/à votre demande/)).toBeVisible();
  await login.login();
});

test.describe('with a reader that has its own keys', () => {
  test.use({ launch: { card: null } });

  test('[3] [4] [6] the code is typed on the reader: the screen says so, counts the tries, and says why it asks again', async ({
    hygie,
  }) => {
    const page = hygie.window;
    await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
    hygie.card.growPinPad();
    hygie.card.insert('medecin');
    const start = page.getByRole('button', { name: 'M’identifier' });
    await expect(start).toBeFocused();
    await expect(page.getByLabel('Code porteur')).toHaveCount(0);
    await expect(page.getByText('Vous avez 3 essais')).toBeVisible();
    await expectAccessible(hygie, 'lecteur-a-clavier');

    const waits = () => expect.poll(() => hygie.card.padWaits()).toBe(true);
    await page.keyboard.press('Enter');
    await waits();
    await expect(page.getByText(/^Saisissez votre code porteur sur le lecteur/)).toBeVisible();
    await hygie.shot('saisie-au-lecteur');
    hygie.card.typeOnPad('annuler');
    await expect(page.getByRole('alert')).toContainText('Aucun essai n’a été utilisé');
    await expect(page.getByText('Vous avez 3 essais')).toBeVisible();

    await start.press('Enter');
    await waits();
    hygie.card.typeOnPad('0000');
    await expect(page.getByText('Code erroné. Il reste 2 essais.')).toBeVisible();

    await start.press('Enter');
    await waits();
    hygie.card.typeOnPad('1234');
    const login = new LoginPage(hygie);
    await login.recoveryCode();
    // The connection to the DMP logs in for itself.
    await expect(page.getByText(/^Le lecteur demande votre code une seconde fois/)).toBeVisible();
    await waits();
    await hygie.shot('seconde-saisie');
    hygie.card.typeOnPad('1234');
    await expect.poll(() => hygie.card.padWaits()).toBe(false);
    expect(hygie.card.triesLeft('medecin')).toBe(3);
    await login.typeBackRecoveryCode();
    await login.home();
  });
});

test.describe('without a card', () => {
  test.use({ launch: { card: null } });

  test('[2] the screen asks for the card, shows no patient, and says when there is no reader', async ({ hygie }) => {
    const page = hygie.window;
    await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
    await expect(page.getByLabel('Code porteur')).toHaveCount(0);
    await expect(page.getByText(/CHEMIN|VANDIER|MARTIN/)).toHaveCount(0);
    await expectAccessible(hygie, 'sans-carte');
    hygie.card.unplug();
    await expect(page.getByText('Aucun lecteur de carte')).toBeVisible();
    await hygie.shot('sans-lecteur');
    hygie.card.insert('medecin');
    await expect(page.getByLabel('Code porteur')).toBeVisible();
  });

  for (const [card, sentence] of [
    ['bloquee', /Carte bloquée : débloquez-la avec CPS-Gestion et votre code de déblocage/],
    ['expiree', /Cette carte a expiré/],
    ['autre-ac', /n’est pas signée par une autorité reconnue/],
    ['revoquee', /Cette carte est révoquée/],
    ['infirmier', /n’est pas celle d’un médecin/],
  ] as const) {
    test(`[3] a refused card (${card}) has its own message and no PIN field`, async ({ hygie }) => {
      hygie.card.insert(card);
      await expect(hygie.window.getByRole('alert')).toContainText(sentence);
      await expect(hygie.window.getByLabel('Code porteur')).toHaveCount(0);
      await hygie.shot(card);
    });
  }
});

test('[4] [5] wrong codes count down 3, 2, 1; the last try is asked for twice; then the card is blocked', async ({
  hygie,
}) => {
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await login.enter('0000');
  await expect(page.getByRole('alert')).toContainText('Code erroné. Il reste 2 essais.');
  await expect(page.getByText('Vous avez 2 essais')).toBeVisible();
  await expect(login.pin).toHaveValue('');
  await hygie.shot('deux-essais');
  await login.enter('0000');
  await expect(page.getByText('Vous avez 1 essai', { exact: true })).toBeVisible();
  await expect(page.getByText('Dernier essai avant blocage de la carte.').first()).toBeVisible();
  await login.enter('0000');
  const dialog = page.getByRole('dialog', { name: 'Dernier essai avant blocage de la carte' });
  await expect(dialog).toBeVisible();
  expect(hygie.card.triesLeft('medecin')).toBe(1);
  await expectAccessible(hygie, 'dernier-essai');
  await dialog.getByRole('button', { name: 'Ne pas essayer' }).click();
  expect(hygie.card.triesLeft('medecin')).toBe(1);
  await login.enter('0000');
  await dialog.getByRole('button', { name: 'Utiliser le dernier essai' }).click();
  await expect(page.getByRole('alert').first()).toContainText('Carte bloquée');
  await expect(login.pin).toHaveCount(0);
  await hygie.shot('bloquee');
});

test('[7] Administration diagnoses without a card and without a patient', async ({ hygie }) => {
  const page = hygie.window;
  await page.getByRole('button', { name: 'Administration' }).click();
  const dialog = page.getByRole('dialog', { name: 'Administration' });
  await expect(dialog.getByRole('table', { name: 'Diagnostic' })).toContainText('De test');
  await expect(dialog.getByRole('table', { name: 'Composants de lecture' })).toContainText('Utilisé');
  await expectAccessible(hygie, 'administration');
});

test('[9] the card pulled out locks the window within two seconds; the same doctor comes back where he was', async ({
  hygie,
}) => {
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await login.firstStart();
  await page.getByRole('button', { name: 'CHEMIN Henri', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'CHEMIN Henri' })).toBeVisible();
  await page.getByRole('button', { name: 'Données administratives' }).click();
  await page.getByLabel('Commune').focus();
  await expect(page.getByLabel('Commune')).toBeFocused();
  // The place is kept a moment after the focus came.
  await expect
    .poll(() => page.evaluate(async () => JSON.stringify(await window.hygie?.call('session.reprise', {}))))
    .toContain('patient-commune');
  const start = Date.now();
  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
  expect(Date.now() - start).toBeLessThan(2_500);
  await expect(page.getByText('CHEMIN')).toHaveCount(0);
  await expect(page.getByText(/carte retirée/)).toBeVisible();
  await hygie.shot('verrouille');
  hygie.card.insert('medecin');
  await login.enter();
  await expect(page.getByLabel('Commune')).toBeFocused({ timeout: 20_000 });
  await hygie.shot('reprise');
});

test('a newcomer joins by a one-time code and chooses a practice; the recovery code opens without a card', async ({
  hygie,
}) => {
  const page = hygie.window;
  const login = new LoginPage(hygie);
  const recovery = await login.firstStart();
  const arrival = await page.evaluate(async () => {
    const answer = await window.hygie?.call('session.emettreCodeArrivee', {});
    return answer?.ok ? answer.value.code : '';
  });
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  hygie.card.insert('medecin2');
  await expect(page.getByRole('group', { name: 'Titulaire de la carte' })).toContainText('MEDECIN5730');
  await login.enter();
  await expect(page.getByRole('alert').filter({ hasText: 'code d’arrivée' })).toBeVisible();
  await page.getByRole('button', { name: 'Rejoindre avec un code d’arrivée' }).click();
  await page.getByLabel('Code d’arrivée').fill(arrival);
  await login.pin.fill('1234');
  await expectAccessible(hygie, 'rejoindre');
  await login.pin.press('Enter');
  await expect(page.getByRole('heading', { name: 'Choisissez votre lieu d’exercice' })).toBeVisible({
    timeout: 20_000,
  });
  await expectAccessible(hygie, 'lieu-exercice');
  await page.getByRole('button', { name: /CABINET MME MEDECIN5730/ }).click();
  await login.home();
  await expect(page.getByRole('group', { name: 'Médecin connecté' })).toContainText('MEDECIN5730');

  hygie.card.remove();
  await expect(page.getByText('Insérez votre carte CPS')).toBeVisible();
  await page.getByRole('button', { name: 'Utiliser le code de récupération' }).click();
  const field = page.getByLabel('Code de récupération');
  await field.fill('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  await field.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Ce code n’est pas le bon' })).toBeVisible();
  await field.fill(recovery);
  await field.press('Enter');
  await login.home();
  await expect(page.getByText(/Base ouverte par le code de récupération/)).toBeVisible();
  await expectAccessible(hygie, 'ouvert-par-code');
});

test('a remplaçant joins, chooses whom to replace, and works in that structure', async ({ hygie }) => {
  const page = hygie.window;
  const login = new LoginPage(hygie);
  await login.firstStart();
  const arrival = await page.evaluate(async () => {
    const answer = await window.hygie?.call('session.emettreCodeArrivee', {});
    return answer?.ok ? answer.value.code : '';
  });
  hygie.card.insert('remplacant');
  await expect(page.getByRole('group', { name: 'Titulaire de la carte' })).toContainText('MEDECIN5732');
  await page.getByRole('button', { name: 'Rejoindre avec un code d’arrivée' }).click();
  await page.getByLabel('Code d’arrivée').fill(arrival);
  await login.enter();
  await expect(page.getByRole('heading', { name: 'Quel médecin remplacez-vous ?' })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(hygie, 'remplacement');
  await page.getByRole('button', { name: /Dr Paul MEDECIN5729/ }).click();
  await login.home();
  await expect(page.getByRole('group', { name: 'Médecin connecté' })).toContainText(/remplace Dr Paul MEDECIN5729/);
  await hygie.shot('remplacant');
});
