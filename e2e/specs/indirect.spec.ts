import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const SENDING = { timeout: 45_000 };
/** Of every PKCS#12 of the bac à sable; test material. */
const PASSPHRASE = 'hygie-test';

let recovery = '';
test.beforeEach(async ({ hygie }) => {
  test.setTimeout(180_000);
  await control.reset();
  await control.clearFaults();
  recovery = await new LoginPage(hygie).firstStart();
});
test.afterEach(async () => {
  await control.clearFaults();
});

async function settings(hygie: Hygie): Promise<void> {
  await hygie.window.getByRole('button', { name: 'Menu', exact: true }).click();
  await hygie.window.getByRole('menuitem', { name: /^Réglages/ }).click();
}
async function chooseMode(hygie: Hygie, mode: 'direct' | 'indirect'): Promise<void> {
  await settings(hygie);
  const dmp = hygie.window.getByRole('region', { name: 'DMP', exact: true });
  await dmp.getByLabel('Authentification').selectOption(mode);
  await dmp.getByRole('button', { name: 'Enregistrer : DMP' }).click();
  await expect(hygie.window.getByText('DMP : enregistré.').last()).toBeVisible();
}
const home = (hygie: Hygie) => hygie.window.getByRole('button', { name: 'Agenda' }).click();
const jobs = (hygie: Hygie) => hygie.window.locator('ul[aria-label="Envois"] > li[data-canal="dmp"]');
const deposits = async () =>
  (await control.dmpReceived()).traces
    .filter(({ transaction }) => transaction === 'TD2.1')
    .map(({ mode, result }) => `${mode ?? ''} ${result}`);

/** To the DMP alone, as far as « Envois ». */
async function deposit(hygie: Hygie): Promise<void> {
  await home(hygie);
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const dialog = await record.share();
  await dialog.getByRole('radio', { name: 'Dépôt dans le DMP' }).check();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await hygie.window.getByRole('button', { name: 'Voir « Envois »' }).click();
}

async function giveCertificates(hygie: Hygie): Promise<void> {
  for (const [title, file] of [
    ['Authentification', 'structure-auth.p12'],
    ['Cachet (signature)', 'structure-sign.p12'],
  ] as const) {
    const form = hygie.window.getByRole('form', { name: `Certificat : ${title}` });
    await form.getByLabel('Fichier (PKCS#12 ou PEM)').setInputFiles(await control.authority(file));
    await form.getByLabel('Mot de passe du fichier').fill(PASSPHRASE);
    await form.getByRole('button', { name: /^Enregistrer/ }).click();
    await expect(form).toContainText('499700057294001');
    await expect(form).toContainText('AC TEST ORGANISATIONS');
  }
}

test('[138] [139] [140] [141] the practice’s certificates deposit in the DMP in indirect mode, and the trace shows the signed assertion', async ({
  hygie,
}) => {
  await chooseMode(hygie, 'indirect');
  await home(hygie);
  const record = new RecordPage(hygie);
  await record.open('CHEMIN Henri');
  const dialog = await record.share();
  await expect(dialog.getByRole('radio', { name: 'Dépôt dans le DMP' })).toBeDisabled();
  await expect(dialog.getByText(/deux certificats de la structure/).first()).toBeVisible();
  await hygie.shot('sans-certificats');
  await dialog.getByRole('button', { name: 'Annuler' }).click();

  await settings(hygie);
  await giveCertificates(hygie);
  await expectAccessible(hygie, 'certificats-gardes');
  await deposit(hygie);
  await expect(jobs(hygie).first()).toHaveAttribute('data-etat', 'envoye', SENDING);
  await expectAccessible(hygie, 'depot-indirect-envoye');
  expect(await deposits()).toEqual(['INDIRECTE done']);

  // What the trace kept: the assertion is the structure's, signed; closed, the base gives it to the command line.
  await hygie.close();
  const out = path.join(hygie.directory, 'trace');
  const cli = spawnSync(
    process.execPath,
    ['electron/cli.ts', 'trace', '--base', path.join(hygie.profile, 'base'), '--recovery-fd', '0', '--out', out],
    { input: `${recovery}\n`, encoding: 'utf8' },
  );
  expect(cli.status, cli.stderr).toBe(0);
  const asked = fs.readdirSync(out).find((name) => /TD2\.1.*-demande\.bin$/.test(name)) ?? '';
  const envelope = fs.readFileSync(path.join(out, asked), 'latin1');
  expect(envelope).toContain('>INDIRECTE<');
  expect(envelope).toContain('SignatureValue');
  // A trace is in the clear, as who asks for one is told: it goes with the test.
  fs.rmSync(out, { recursive: true });
});

test('[138] the mode changed between the gesture and the sending: nothing leaves wrongly, and one key prepares it again', async ({
  hygie,
}) => {
  const page = hygie.window;
  await chooseMode(hygie, 'indirect');
  await giveCertificates(hygie);
  await control.dmpFault({ kind: 'refuse-connection', times: 'forever' });
  await deposit(hygie);
  await expect(jobs(hygie).first()).toContainText('prochaine le', SENDING);
  await chooseMode(hygie, 'direct');
  await control.clearFaults();
  await page.getByRole('button', { name: /^Envois/ }).click();
  const retry = (name: RegExp) => jobs(hygie).getByRole('button', { name }).first().click();
  await retry(/^Relancer/);
  const job = jobs(hygie).first();
  await expect(job).toHaveAttribute('data-etat', 'refuse', SENDING);
  await expect(job).toContainText('préparé et signé pour un autre mode d’accès');
  await expect(job).toContainText('Relancez : le lot sera préparé et signé de nouveau');
  // Nobody answered anything: Hygie stopped by itself.
  await expect(job).not.toContainText('Code reçu');
  expect(await deposits()).toEqual([]);
  await expectAccessible(hygie, 'autre-mode-arrete');

  await retry(/^Relancer/);
  await expect(jobs(hygie).first()).toHaveAttribute('data-etat', 'envoye', SENDING);
  await expect(jobs(hygie).nth(1)).toHaveAttribute('data-etat', 'annule');
  await expect(jobs(hygie).nth(1)).toContainText('Remplacé par un nouvel envoi');
  await hygie.shot('refait-et-depose');
  expect(await deposits()).toEqual(['DIRECTE done']);
});
