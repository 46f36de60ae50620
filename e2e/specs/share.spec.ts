import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
const VANDIER = '163115121599947';
const SENDING = { timeout: 45_000 };
const control = new SandboxControl();

test.beforeEach(async ({ hygie }) => {
  await control.reset();
  await new LoginPage(hygie).firstStart();
});

const statuses = (hygie: Hygie) => hygie.window.getByRole('list', { name: 'État des envois' }).getByRole('listitem');

test('[8] [151] [152] [153] [156] [158] from the open record to both sent in six clicks, consent included', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  const record = new RecordPage(hygie);
  await record.open('VANDIER Arthur');
  await page.evaluate(() => {
    document.documentElement.dataset['clics'] = '0';
    const count = () => {
      document.documentElement.dataset['clics'] = String(Number(document.documentElement.dataset['clics']) + 1);
    };
    document.addEventListener('pointerdown', count, true);
  });

  const dialog = await record.share();
  await dialog.getByRole('radio', { name: 'MSSanté + dépôt' }).click();
  await expect(dialog.getByRole('heading', { name: 'Le DMP existe ; vous n’êtes pas encore autorisé' })).toBeVisible(
    SENDING,
  );
  const before = await control.dmpReceived();
  expect(before.traces.filter((trace) => trace.transaction === 'TD0.3')).toEqual([]);
  await expectAccessible(hygie, 'acces');
  await dialog
    .getByRole('checkbox', { name: 'Le patient consent à ce que j’accède à son DMP (recueilli ce jour)' })
    .click();
  await dialog.getByRole('button', { name: 'Confirmer le recueil' }).click();
  await expect(dialog.getByRole('status', { name: 'État du DMP' })).toContainText('vous êtes autorisé', SENDING);
  const after = await control.dmpReceived();
  expect(after.traces.filter((trace) => trace.transaction === 'TD0.3')).toHaveLength(1);
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).click();
  // [8] One login opened both roads: nothing asks for a second one.
  await expect(hygie.window.locator('input[type="password"]')).toHaveCount(0);
  await hygie.shot('pret-a-envoyer');
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();

  await expect(statuses(hygie)).toHaveCount(2, SENDING);
  await expect(statuses(hygie).filter({ hasText: /^DMP\s*Envoyé/ })).toBeVisible(SENDING);
  await expect(statuses(hygie).filter({ hasText: /^MSSanté, confrères\s*Envoyé/ })).toBeVisible(SENDING);
  expect(Number(await page.locator('html').getAttribute('data-clics'))).toBeLessThanOrEqual(6);
  await hygie.shot('les-deux-envoyes');

  const { documents } = await control.dmpReceived();
  const deposited = documents.filter((document) => document.ins === VANDIER && document.kind === 'document');
  expect(deposited).toHaveLength(1);
  const [mail] = await control.mailbox(COLLEAGUE);
  expect(mail?.subject).toContain('VANDIER');
  expect(mail?.raw).toContain('IHE_XDM.zip');
  expect(mail?.raw).toContain('application/pdf');
});

test('[154] [155] already authorised: no access step; confidentiality, recipients, subject and body', async ({
  hygie,
}) => {
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const dialog = await record.share();
  await expect(dialog.getByRole('status', { name: 'État du DMP' })).toContainText('vous êtes autorisé', SENDING);
  await expect(dialog.getByRole('button', { name: 'Confirmer le recueil' })).toHaveCount(0);
  await expect(dialog.getByRole('checkbox', { name: 'Visible', exact: true })).toBeChecked();
  await expect(dialog.getByLabel('Objet')).toHaveValue(/CHEMIN/);
  await expect(dialog.getByLabel('Message', { exact: true })).toHaveValue(/Volet de synthèse médicale/);

  const patient = dialog.getByRole('checkbox', { name: 'Envoyer aussi au patient (Mon espace santé)' });
  await patient.check();
  await dialog.getByRole('checkbox', { name: 'Masqué PS' }).check();
  await expect(dialog.getByText('sauf au médecin traitant et à l’auteur')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Invisible patient' }).check();
  await expect(dialog.getByText('Les deux masques sont cochés')).toBeVisible();
  await expect(patient).toBeDisabled();
  await expect(patient).not.toBeChecked();
  await expect(dialog.getByText('Document « invisible patient » : il ne lui est pas envoyé')).toBeVisible();
  await expectAccessible(hygie, 'masques');

  await dialog.getByRole('checkbox', { name: 'Visible', exact: true }).check();
  await expect(dialog.getByRole('checkbox', { name: 'Masqué PS' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Choisissez un confrère destinataire');
  await dialog.getByLabel('Autre adresse MSSanté').fill('inconnu@exemple.fr');
  await dialog.getByLabel('Objet').fill('Avis demandé');
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('inconnu@exemple.fr', SENDING);
  await expect(dialog.getByLabel('Objet')).toHaveValue('Avis demandé');
  await hygie.shot('refus-rien-perdu');
});

test('[157] the mail is refused, the DMP receives: one gesture, two statuses', async ({ hygie }) => {
  test.setTimeout(120_000);
  await control.mailFault({ kind: 'refuse-recipient', target: COLLEAGUE, times: 'forever' });
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const dialog = await record.share();
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).check();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(statuses(hygie).filter({ hasText: /^DMP\s*Envoyé/ })).toBeVisible(SENDING);
  await expect(statuses(hygie).filter({ hasText: /^MSSanté, confrères\s*Refusé/ })).toBeVisible(SENDING);
  await expectAccessible(hygie, 'deux-statuts');
});

test('[152] a road that is closed says why: an identity that is not qualified', async ({ hygie }) => {
  const record = new RecordPage(hygie);
  await record.open('BLANC Lucie');
  const dialog = await record.share();
  await expect(dialog.getByRole('radio', { name: 'Dépôt dans le DMP' })).toBeDisabled();
  await expect(
    dialog.getByText('L’identité du patient n’est pas qualifiée : son INS ne peut pas sortir.').first(),
  ).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'MSSanté à un confrère' })).toBeChecked();
  await expectAccessible(hygie, 'canal-empeche');
});
