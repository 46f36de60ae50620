import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const SOON = { timeout: 20_000 };
const ME = 'paul.medecin5729@medecin.test.mssante.fr';
const control = new SandboxControl();

test.beforeEach(async ({ hygie }) => {
  await control.reset();
  await new LoginPage(hygie).firstStart();
  await hygie.window.getByRole('button', { name: 'Menu', exact: true }).click();
  await hygie.window.getByRole('menuitem', { name: /^Réglages/ }).click();
});

test('the white list is fetched with its date; an address that does not answer leaves the one kept in use', async ({
  hygie,
}) => {
  const page = hygie.window;
  const list = page.getByRole('region', { name: /^Liste blanche/ });
  await expect(list).toContainText('Relevée à cette adresse le', SOON);
  await expect(list).toContainText('18 domaines ; générée le 02/03/2026 à 03:00');
  const address = list.getByLabel('Adresse de la liste');
  const published = await address.inputValue();
  await address.fill('https://localhost:1/liste.xml');
  await list.getByRole('button', { name: 'Actualiser la liste blanche' }).click();
  await expect(list.getByRole('alert')).toContainText(
    'le service ne répond pas. La liste gardée reste en service.',
    SOON,
  );
  await expect(list).toContainText('18 domaines');
  await list.scrollIntoViewIfNeeded();
  await expectAccessible(hygie, 'liste-injoignable');
  await address.fill(published);
  await list.getByRole('button', { name: 'Actualiser la liste blanche' }).click();
  await expect(page.getByText('Liste blanche : 18 domaines.')).toBeVisible(SOON);
  await expect(list.getByRole('alert')).toHaveCount(0);
  await list.scrollIntoViewIfNeeded();
  await hygie.shot('liste-actualisee');
});

test('the servers of a mailbox are found from its address, proposed, and saved by the doctor; none leaves the fields to be typed', async ({
  hygie,
}) => {
  const page = hygie.window;
  const mail = page.getByRole('region', { name: 'Boîte MSSanté' });
  const [smtp, imap] = [mail.getByLabel('Serveur d’envoi'), mail.getByLabel('Serveur de réception (IMAP)')];
  const ports = [mail.getByLabel('Port d’envoi'), mail.getByLabel('Port de réception')];
  const before = await Promise.all(ports.map((port) => port.inputValue()));
  for (const field of [smtp, imap]) await field.fill('ailleurs.exemple.fr');
  for (const port of ports) await port.fill('1');
  await mail.getByRole('button', { name: 'Trouver les serveurs' }).click();
  await expect(mail.getByRole('status')).toContainText('Serveurs trouvés', SOON);
  await expect(smtp).toHaveValue('localhost');
  await expect(imap).toHaveValue('localhost');
  expect(await Promise.all(ports.map((port) => port.inputValue()))).toEqual(before);
  await mail.scrollIntoViewIfNeeded();
  await expectAccessible(hygie, 'serveurs-trouves');
  await mail.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(page.getByText('Boîte MSSanté : enregistré.')).toBeVisible();

  await mail.getByLabel('Adresse MSSanté').fill('paul.medecin5729@cabinet.test.mssante.fr');
  await mail.getByRole('button', { name: 'Trouver les serveurs' }).click();
  await expect(mail.getByRole('status')).toContainText('n’indique ni serveur d’envoi ni serveur de réception', SOON);
  await expect(smtp).toHaveValue('localhost');
  await hygie.shot('aucun-serveur');
});

test('[138] [139] a mailbox by its certificate alone: set here, received and sent by it, the copy in « Éléments envoyés »', async ({
  hygie,
}) => {
  test.setTimeout(120_000);
  const page = hygie.window;
  const [certificate, key] = await Promise.all(
    ['mssante-client.pem', 'mssante-client.key'].map((name) => control.authority(name)),
  );
  const mail = page.getByRole('region', { name: 'Boîte MSSanté' });
  await mail.getByLabel('Authentification').selectOption('certificat');
  await mail
    .getByLabel('Certificat et clé (PEM)')
    .fill(`${certificate?.buffer.toString('latin1') ?? ''}${key?.buffer.toString('latin1') ?? ''}`);
  // The operator's door for certificates, beside the one for passwords.
  const port = mail.getByLabel('Port de réception');
  await port.fill(String(Number(await port.inputValue()) + 2));
  await mail.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(page.getByText('Boîte MSSanté : enregistré.')).toBeVisible();
  await expect(mail.getByLabel('Certificat et clé (PEM)')).toHaveValue('');
  await mail.scrollIntoViewIfNeeded();
  await hygie.shot('certificat-enregistre');

  await page.getByRole('button', { name: /^Messagerie/ }).click();
  await expect(page.getByText(/en direct/)).toBeVisible(SOON);
  await hygie.shot('boite-par-certificat');
  await page.getByRole('button', { name: 'Agenda' }).click();
  await new RecordPage(hygie).open('CHEMIN Henri');
  const dialog = await new RecordPage(hygie).share();
  await dialog.getByRole('radio', { name: 'MSSanté à un confrère' }).check();
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).check();
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await expect(page.getByRole('list', { name: 'État des envois' })).toContainText('Envoyé', { timeout: 45_000 });
  await expect
    .poll(async () => (await control.mailbox(ME)).map(({ folder }) => folder), { timeout: 30_000 })
    .toContain('Éléments envoyés');
});
