import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
const SENDING = { timeout: 45_000 };
const control = new SandboxControl();

test.beforeEach(async ({ hygie }) => {
  test.setTimeout(120_000);
  await control.reset();
  await control.clearFaults();
  await new LoginPage(hygie).firstStart();
});
test.afterEach(async () => {
  await control.clearFaults();
});

/** Writes to the colleague only, then looks at « Envois ». */
async function sendMail(hygie: Hygie): Promise<void> {
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const dialog = await record.share();
  await dialog.getByRole('radio', { name: 'MSSanté à un confrère' }).check();
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).check();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await hygie.window.getByRole('button', { name: 'Voir « Envois »' }).click();
}
const jobs = (hygie: Hygie) => hygie.window.locator('ul[aria-label="Envois"] > li');
const stateOf = (hygie: Hygie, state: string) => jobs(hygie).locator('.entete').filter({ hasText: state });

test('[96] [157] a refused sending says what was answered and what to do, then is sent again', async ({ hygie }) => {
  const page = hygie.window;
  await page.getByRole('button', { name: 'Envois', exact: true }).click();
  await expect(page.getByText('Aucun envoi pour le moment.')).toBeVisible();
  await expect(page.getByText('Aucun document en attente d’envoi.')).toBeVisible();
  await page.getByRole('button', { name: 'Agenda' }).click();
  await control.mailFault({ kind: 'refuse-recipient', target: COLLEAGUE, times: 'forever' });
  await sendMail(hygie);
  await expect(stateOf(hygie, 'Refusé')).toBeVisible(SENDING);
  const job = jobs(hygie).first();
  await expect(job).toContainText('CHEMIN Henri');
  await expect(job).toContainText('MSSanté, confrères');
  await expect(job).toContainText('1 tentative');
  await expect(job).toContainText(`${COLLEAGUE} : refusé`);
  await expect(job).toContainText('À faire :');
  await expect(job).toContainText('Code reçu : 550');
  await expect(page.getByRole('button', { name: /^Envois : .*1 envoi refusé/ })).toBeVisible();
  await expectAccessible(hygie, 'refuse');

  const filters = page.getByRole('group', { name: 'Filtre des envois' });
  await filters.getByRole('button', { name: 'Envoyés' }).click();
  await expect(page.getByText('Aucun envoi terminé.')).toBeVisible();
  await filters.getByRole('button', { name: 'À traiter' }).click();
  await expect(jobs(hygie)).toHaveCount(1);
  await control.clearFaults();
  await job.getByRole('button', { name: /^Relancer/ }).click();
  await expect(page.getByText('Rien à traiter')).toBeVisible(SENDING);
  await filters.getByRole('button', { name: 'Envoyés' }).click();
  await expect(stateOf(hygie, 'Envoyé')).toBeVisible(SENDING);
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(1);
  await hygie.shot('relance-envoyee');
});

test('[157] an unknown outcome waits for the doctor, who says what became of it', async ({ hygie }) => {
  const page = hygie.window;
  await control.mailFault({ kind: 'cut-after-data-not-stored', times: 'forever' });
  await sendMail(hygie);
  await expect(stateOf(hygie, 'Issue inconnue')).toBeVisible(SENDING);
  await expectAccessible(hygie, 'issue-inconnue');
  await jobs(hygie)
    .getByRole('button', { name: /^Il l’a reçu/ })
    .click();
  const question = page.getByRole('dialog', { name: 'Le destinataire l’a reçu ?' });
  await expect(question.getByRole('group', { name: 'Identité du patient' })).toContainText('CHEMIN Henri');
  await hygie.shot('confirmation');
  await question.getByRole('button', { name: 'Il l’a reçu' }).click();
  await expect(stateOf(hygie, 'Envoyé')).toBeVisible();
  expect(await control.mailbox(COLLEAGUE)).toEqual([]);
});

test('[157] a service that is down is waited for, and a waiting sending can be cancelled', async ({ hygie }) => {
  const page = hygie.window;
  await control.mailFault({ kind: 'down' });
  await sendMail(hygie);
  await expect(stateOf(hygie, 'En attente')).toBeVisible(SENDING);
  await expect(jobs(hygie).first()).toContainText('prochaine le', SENDING);
  await hygie.shot('en-attente');
  await jobs(hygie)
    .getByRole('button', { name: /^Annuler/ })
    .click();
  await page
    .getByRole('dialog', { name: 'Annuler cet envoi ?' })
    .getByRole('button', { name: 'Annuler l’envoi' })
    .click();
  await expect(stateOf(hygie, 'Annulé')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Documents à envoyer' })).toContainText('CHEMIN');
  await hygie.shot('annule-toujours-du');
});

test('a message made for the mailbox of before is made again from the one that is set, by one key, and leaves once', async ({
  hygie,
}) => {
  const page = hygie.window;
  await control.mailFault({ kind: 'down' });
  await sendMail(hygie);
  await expect(jobs(hygie).first()).toContainText('ne répond pas', SENDING);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: /^Réglages/ }).click();
  const mail = page.getByRole('region', { name: 'Boîte MSSanté' });
  await mail.getByLabel('Adresse MSSanté').fill('anne.medecin5730@medecin.test.mssante.fr');
  await mail.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(page.getByText('Boîte MSSanté : enregistré.')).toBeVisible();
  await control.clearFaults();
  await page.getByRole('button', { name: /^Envois/ }).click();
  await page.getByRole('button', { name: /^Relancer/ }).click();
  const again = page.getByRole('button', { name: /^Préparer à nouveau depuis la boîte actuelle/ });
  await expect(again).toBeVisible(SENDING);
  await expect(page.getByText('et la boîte réglée est maintenant')).toBeVisible();
  await expectAccessible(hygie, 'autre-boite');
  await again.focus();
  await page.keyboard.press('Enter');
  await expect(stateOf(hygie, 'Envoyé')).toHaveCount(1, SENDING);
  await expect(stateOf(hygie, 'Annulé')).toHaveCount(1);
  await expect(again).toHaveCount(0);
  await hygie.shot('prepare-a-nouveau');
  const received = (await control.mailbox(COLLEAGUE)).filter(({ folder }) => folder === 'INBOX');
  expect(received).toHaveLength(1);
  expect(received[0]?.raw).toMatch(/^From: (?:.*\r?\n[ \t])*.*<anne\.medecin5730@/m);
});
