import { expect, test } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const sandbox = new SandboxControl();
const FORMER = 'paul.medecin5729@medecin.test.mssante.fr';
const NEW = 'paul.medecin5978@medecin.test.mssante.fr';
const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
const SOON = { timeout: 45_000 };

const letter = (to: string, subject: string) =>
  `From: Dr Robert SPECIALISTE5737 <${COLLEAGUE}>\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${subject.replace(/\W+/g, '')}@medecin.test.mssante.fr>\nDate: Mon, 23 Nov 2026 08:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nBonjour.\n`;

test('[97] [99] another address is set: what came to the former mailbox stays readable and found, and says where it came to', async ({
  hygie,
}) => {
  test.setTimeout(150_000);
  const page = hygie.window;
  await sandbox.reset();
  await new LoginPage(hygie).firstStart();
  await sandbox.writes(COLLEAGUE, FORMER, letter(FORMER, 'Avant le changement'));
  await page.getByRole('button', { name: /^Messagerie/ }).click();
  const list = page.getByRole('listbox', { name: /^Messages/ }).getByRole('option');
  await expect(list.filter({ hasText: 'Avant le changement' })).toHaveCount(1, SOON);

  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Réglages/ }).click();
  const mail = page.getByRole('region', { name: 'Boîte MSSanté' });
  await mail.getByLabel('Adresse MSSanté').fill(NEW);
  await mail.getByRole('button', { name: /^Enregistrer/ }).click();
  await expect(page.getByText('Boîte MSSanté : enregistré.')).toBeVisible();
  await sandbox.writes(COLLEAGUE, NEW, letter(NEW, 'Depuis le changement'));

  await page.getByRole('button', { name: /^Messagerie/ }).click();
  await expect(list.filter({ hasText: 'Depuis le changement' })).toHaveCount(1, SOON);
  await expect(list.filter({ hasText: 'Depuis le changement' })).not.toContainText('Ancienne boîte');
  const former = list.filter({ hasText: 'Avant le changement' });
  await expect(former.getByTitle(`Ancienne boîte ${FORMER}`)).toBeVisible();
  await former.click();
  await expect(page.getByRole('article')).toContainText('ancienne boîte');
  await expectAccessible(hygie, 'ancienne-boite');
  await page.getByPlaceholder(/^Rechercher \(expéditeur/).fill('avant changement');
  await expect(list).toHaveCount(1);
  await expect(former).toBeVisible();
  expect(await sandbox.mailbox(NEW)).toHaveLength(1);
});
