import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { COLLEAGUE, OTHER_COLLEAGUE, SharePage } from '../pages/share.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const SPECIALIST = /Robert SPECIALISTE5737/;
const OTHER = /Paul MEDECIN5978/;
const CITIZEN = '148085121599955@patient.mssante.fr';

test.beforeEach(() => control.reset());

const headersOf = (raw: string) => (raw.split(/\r?\n\r?\n/)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ');
const header = (raw: string, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headersOf(raw))?.[1] ?? null;

test('[155] a new version replaces the message of whoever had the former one, and of nobody else', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  const share = new SharePage(hygie);
  await share.find('chemin', /CHEMIN Henri/);
  await share.send({ dmp: false, colleagues: [SPECIALIST] });
  await share.expectState('MSSanté, confrères', 'Envoyé');
  await share.close();
  await page.getByRole('button', { name: 'Ajouter : traitements' }).click();
  const line = page.getByRole('form', { name: 'Ajouter : traitements' });
  await line.getByLabel('Médicament').fill('BISOPROLOL 5 mg');
  await line.getByRole('button', { name: 'Valider' }).click();
  await expect(page.getByRole('region', { name: 'Traitements' })).toContainText('BISOPROLOL 5 mg');
  await line.getByRole('button', { name: 'Fermer' }).click();
  await share.send({ dmp: false, colleagues: [SPECIALIST, OTHER] });
  await expect.poll(async () => (await control.mailbox(OTHER_COLLEAGUE)).length, { timeout: 45_000 }).toBe(1);
  await expect.poll(async () => (await control.mailbox(COLLEAGUE)).length, { timeout: 45_000 }).toBe(2);
  await hygie.shot('nouvelle-version-envoyee');

  const messages = await control.mailbox(COLLEAGUE);
  const first = messages.find(({ raw }) => header(raw, 'In-Reply-To') === null);
  const second = messages.find(({ raw }) => header(raw, 'In-Reply-To') !== null);
  if (first === undefined || second === undefined) throw new Error('one of them replaces the other');
  expect(header(second.raw, 'In-Reply-To')).toBe(header(first.raw, 'Message-ID'));
  expect(header(second.raw, 'References')).toContain(header(first.raw, 'Message-ID') ?? '?');
  expect(second.subject).toMatch(/^\[Annule et remplace\] /);
  expect(first.subject).not.toContain('Annule');
  const [other] = await control.mailbox(OTHER_COLLEAGUE);
  expect(other?.subject).not.toContain('Annule');
  expect(header(other?.raw ?? '', 'In-Reply-To')).toBeNull();
});

test('[154] a patient opposed to mail is not written to, unless the doctor has read it and the patient asks for this message', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  await new LoginPage(hygie).firstStart();
  await new SharePage(hygie).find('chemin', /CHEMIN Henri/);
  await page.getByRole('button', { name: 'Données administratives' }).click();
  await page.getByRole('button', { name: 'Noter une opposition à la messagerie' }).click();
  await page.getByLabel('Opposition à la messagerie exprimée le').fill('02/03/2026');
  await page.getByLabel('Motif de l’opposition à la messagerie').fill('refus oral');
  await page.getByRole('button', { name: 'Noter l’opposition', exact: true }).click();
  await expect(page.getByText('Opposition notée.')).toBeVisible();
  await page.getByRole('button', { name: 'Partager le VSM' }).click();
  const dialog = page.getByRole('dialog', { name: 'Partager le VSM' });
  const toPatient = dialog.getByRole('checkbox', { name: /^Envoyer aussi au patient/ });
  await expect(toPatient).toBeDisabled();
  await expect(dialog.getByRole('radio', { name: 'MSSanté à un confrère', exact: true })).toBeDisabled();
  await hygie.shot('patient-oppose');
  await dialog.getByRole('checkbox', { name: /opposé.*J’en ai pris connaissance/ }).check();
  await expect(toPatient).toBeChecked();
  await hygie.shot('opposition-levee-pour-ce-message');
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect.poll(async () => (await control.mailbox(CITIZEN)).length, { timeout: 45_000 }).toBe(1);
  expect(await control.mailbox(COLLEAGUE)).toHaveLength(0);
  const journal = await page.evaluate(async () =>
    JSON.stringify(await window.hygie?.call('audit.lister', { avant: null })),
  );
  expect(journal).toContain('messagerie.oppositionLevee');
});
