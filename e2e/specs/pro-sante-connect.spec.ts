import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { DoctorBrowser } from '../support/browser.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const ME = 'paul.medecin5729@medecin.test.mssante.fr';
const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
const SOON = { timeout: 45_000 };
let browser: DoctorBrowser;

test.beforeEach(async ({ hygie }) => {
  test.setTimeout(180_000);
  await control.reset();
  browser = new DoctorBrowser(hygie);
  await browser.listen();
  await new LoginPage(hygie).firstStart();
});
test.afterEach(async () => {
  await browser.close();
});

async function settings(hygie: Hygie): Promise<void> {
  await hygie.window.getByRole('button', { name: 'Menu' }).click();
  await hygie.window.getByRole('menuitem', { name: /^Réglages/ }).click();
}
const session = (hygie: Hygie) => hygie.window.getByRole('region', { name: 'Pro Santé Connect', exact: true });
const connect = (hygie: Hygie) =>
  hygie.window.getByRole('button', { name: 'Se connecter avec Pro Santé Connect', exact: true });
const reconnect = (hygie: Hygie) => hygie.window.getByRole('button', { name: 'Reconnecter Pro Santé Connect' });

/** The mailbox is set to be opened by Pro Santé Connect. */
async function choose(hygie: Hygie): Promise<void> {
  await settings(hygie);
  const mail = hygie.window.getByRole('region', { name: 'Boîte MSSanté' });
  await mail.getByLabel('Authentification').selectOption('psc');
  await expect(mail).toContainText('se règle ensuite sous ce bloc');
  await mail.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(connect(hygie)).toBeVisible();
}
/** The doctor says who they are, in the browser. */
async function confirm(who = 'Dr Paul MEDECIN5729'): Promise<void> {
  const page = await browser.next();
  await page.getByRole('button', { name: who }).click();
  await expect(page.getByText('revenir à Hygie')).toBeVisible();
}

test('[138] the mailbox is opened by Pro Santé Connect: signed in by the browser, it receives, it sends; a session that ended is asked for again, and nothing is lost', async ({
  hygie,
}) => {
  const page = hygie.window;
  await choose(hygie);
  await page.getByText('Ce qu’il faut obtenir avant de pouvoir se connecter').click();
  await session(hygie).scrollIntoViewIfNeeded();
  await expectAccessible(hygie, 'psc-reglages');

  // Short lives: the session renews itself several times during this test.
  await control.psc({ access: 8 });
  await connect(hygie).click();
  await expect(session(hygie)).toContainText('Votre navigateur est ouvert');
  await hygie.shot('psc-attente');
  const login = await browser.next();
  await hygie.shotOf(login, 'psc-page-du-bac-a-sable');
  await login.getByRole('button', { name: 'Dr Paul MEDECIN5729' }).click();
  await expect(login.getByText('revenir à Hygie')).toBeVisible();
  await hygie.shotOf(login, 'psc-retour');
  await expect(session(hygie)).toContainText(/^Pro Santé ConnectConnecté depuis le/);
  await hygie.shot('psc-connecte');

  await control.writes(
    COLLEAGUE,
    ME,
    `From: <${COLLEAGUE}>\nTo: <${ME}>\nSubject: Par jeton\nMessage-ID: <jeton@x>\nDate: Mon, 23 Nov 2026 08:00:00 +0100\n\nBonjour.\n`,
  );
  await page.getByRole('button', { name: /^Messagerie/ }).click();
  await expect(page.getByRole('option').filter({ hasText: 'Par jeton' })).toBeVisible(SOON);
  await expect(page.getByText(/en direct/)).toBeVisible(SOON);

  // Ended by Pro Santé Connect, while nobody touches Hygie.
  await control.endPscSessions();
  await expect(reconnect(hygie)).toBeVisible(SOON);
  await expect(page.getByText('session Pro Santé Connect est terminée').first()).toBeVisible();
  await expectAccessible(hygie, 'psc-a-reconnecter-messagerie');
  await hygie.shot('psc-a-reconnecter-messagerie');
  // A message written meanwhile waits in the outbox.
  await page.getByRole('option').filter({ hasText: 'Par jeton' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'Répondre', exact: true }).click();
  const compose = page.getByRole('dialog', { name: /Réponse/ });
  await compose.getByLabel('Message', { exact: true }).fill('Écrit pendant que la session était close.');
  await compose.getByRole('button', { name: 'Envoyer' }).click();
  await expect(page.getByText('Message confié à la boîte d’envoi')).toBeVisible();
  await page.getByRole('button', { name: 'Agenda' }).click();
  await expect(reconnect(hygie)).toBeInViewport();
  await expectAccessible(hygie, 'psc-a-reconnecter-accueil');
  await hygie.shot('psc-a-reconnecter-accueil');

  // What is shared meanwhile waits.
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const dialog = await record.share();
  await dialog.getByRole('radio', { name: 'MSSanté à un confrère' }).check();
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).check();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByRole('button', { name: 'Voir « Envois »' }).click();
  const job = page.locator('ul[aria-label="Envois"] > li').first();
  await expect(job).toContainText('session Pro Santé Connect est terminée', SOON);
  await hygie.shot('psc-envoi-en-attente');
  expect(await control.mailbox(COLLEAGUE)).toEqual([]);

  await reconnect(hygie).click();
  await confirm();
  await expect(job.locator('.entete')).toContainText(/Envoyé|Accepté/i, SOON);
  await expect(reconnect(hygie)).toHaveCount(0);
  await expect
    .poll(async () => (await control.mailbox(COLLEAGUE)).filter(({ folder }) => folder === 'INBOX').length, SOON)
    .toBe(2);
  await hygie.shot('psc-envoi-parti');

  // Locked and unlocked by the same doctor: the session is found again, without a page.
  await page.getByRole('button', { name: 'Verrouiller' }).click();
  await new LoginPage(hygie).enter();
  await settings(hygie);
  await expect(session(hygie)).toContainText(/Connecté depuis le/, SOON);
  // Another process has only the browser to ask: nothing was kept on disk.
  await hygie.restart();
  await new LoginPage(hygie).enter();
  await expect(connect(hygie)).toBeVisible(SOON);
});

test('a sign-in given up, refused, of another doctor, or that Pro Santé Connect cannot serve opens nothing and says so', async ({
  hygie,
}) => {
  await choose(hygie);
  const state = session(hygie);
  await connect(hygie).click();
  await state.getByRole('button', { name: 'Annuler' }).click();
  await expect(state).toContainText('Connexion annulée.');
  await browser.next();

  await connect(hygie).click();
  const page = await browser.next();
  await page.getByRole('button', { name: 'Refuser' }).click();
  await expect(state).toContainText('Vous avez refusé la connexion');

  await connect(hygie).click();
  await confirm('Dr Anne MEDECIN5730');
  await expect(state).toContainText('une autre personne que le médecin dont la carte est dans le lecteur');
  await hygie.shot('psc-autre-personne');

  await control.psc({ fault: 'signature-fausse' });
  await connect(hygie).click();
  await confirm();
  await expect(state).toContainText('n’a pas pu être vérifiée');

  await control.psc({ fault: 'panne' });
  await connect(hygie).click();
  await expect(state).toContainText('Pro Santé Connect ne répond pas', SOON);
  await hygie.shot('psc-hors-ligne');

  const form = hygie.window.getByRole('region', { name: 'Raccordement à Pro Santé Connect' });
  await form.getByLabel('Adresse de l’émetteur').fill('http://ailleurs.example/realms/x');
  await form.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(form.getByRole('alert')).toContainText('https://');
  // A secret belongs to whom gave it: it does not follow to another service, nor the identifier.
  await form.getByLabel('Service').selectOption('production');
  await expect(form.getByLabel('Identifiant du logiciel')).toHaveValue('');
  await expect(form).toContainText('Aucun secret enregistré');
  await form.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(hygie.window.getByText('Raccordement à Pro Santé Connect : enregistré.')).toBeVisible();
  await expect(state).toContainText('l’identifiant du logiciel manque');
  await expect(connect(hygie)).toBeDisabled();
  await expectAccessible(hygie, 'psc-production');
  await form.scrollIntoViewIfNeeded();
  await hygie.shot('psc-production');
});
