import { expect, test, type Hygie } from '../app.ts';
import { expectAccessible } from '../pages/accessible.ts';
import { LoginPage } from '../pages/login.page.ts';
import { RecordPage } from '../pages/record.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';

const control = new SandboxControl();
const ME = 'paul.medecin5729@medecin.test.mssante.fr';
const COLLEAGUE = 'robert.specialiste5737@medecin.test.mssante.fr';
const OTHER = 'paul.medecin5978@medecin.test.mssante.fr';
/** In the trust space, and nobody's. */
const NOBODY = 'personne.inconnue@medecin.test.mssante.fr';
const SOON = { timeout: 45_000 };

test.beforeEach(async ({ hygie }) => {
  await control.reset();
  await new LoginPage(hygie).firstStart();
});

let serial = 0;
/** A delivery notice (RFC 3464) as a mail system writes it; or as somebody imitates it. */
function notice(from: string, about: string, recipient: string, action: 'failed' | 'delivered'): string {
  serial += 1;
  const status = action === 'failed' ? '5.1.1' : '2.0.0';
  return `From: Mail Delivery System <${from}>\nTo: <${ME}>\nSubject: Avis ${serial}\nMessage-ID: <avis${serial}@localhost>\nDate: Mon, 23 Nov 2026 08:00:00 +0100\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nAvis.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; localhost\n\nFinal-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${status}\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${about}>\n\n--b--\n`;
}

/** A read receipt (RFC 8098) as a recipient's software writes it; or as somebody imitates it. */
function receipt(from: string, about: string, recipient: string): string {
  serial += 1;
  return `From: <${from}>\nTo: <${ME}>\nSubject: Lu ${serial}\nMessage-ID: <lu${serial}@localhost>\nDate: Mon, 23 Nov 2026 08:00:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nLu.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ${recipient}\nOriginal-Message-ID: <${about}>\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n`;
}

async function openNotice(hygie: Hygie, subject: string): Promise<void> {
  await hygie.window.getByRole('button', { name: /^Messagerie/ }).click();
  await hygie.window
    .getByRole('listbox', { name: /^Messages/ })
    .getByRole('option')
    .filter({ hasText: subject })
    .click();
  await expect(hygie.window.getByRole('article')).toContainText('Avis de non-remise');
}
const recipients = (hygie: Hygie) =>
  hygie.window.locator('li[data-canal="mssante-confrere"]').getByRole('list', { name: 'Destinataires' });

test('[178] a delivery notice is told beside each recipient; an imitation changes nothing, and says so', async ({
  hygie,
}) => {
  test.setTimeout(180_000);
  const page = hygie.window;
  await new RecordPage(hygie).open('CHEMIN Henri');
  const dialog = await new RecordPage(hygie).share();
  await dialog.getByRole('radio', { name: 'MSSanté à un confrère' }).check();
  await dialog.getByRole('checkbox', { name: /Robert SPECIALISTE5737/ }).check();
  await dialog.getByLabel('Autre adresse MSSanté').fill(NOBODY);
  await dialog.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByRole('button', { name: 'Voir « Envois »' }).click();

  // The operator took it for both, then found no such mailbox: its own notice, by its own road.
  await expect(page.getByText('✗ Avis de non-remise')).toBeVisible(SOON);
  const unknown = recipients(hygie).getByRole('listitem').filter({ hasText: NOBODY });
  const colleague = recipients(hygie).getByRole('listitem').filter({ hasText: COLLEAGUE });
  await expect(unknown).toContainText(/accepté.*non remis le .*5\.1\.1 · Adresse inconnue du destinataire/);
  await expect(colleague).toHaveText(`${COLLEAGUE} : accepté`);
  await expectAccessible(hygie, 'avis-dans-envois');
  await openNotice(hygie, 'Undelivered Mail');
  await expect(page.getByRole('article').getByText(/n’a rien changé au suivi/)).toHaveCount(0);
  await hygie.shot('avis-de-l-operateur');

  const [received] = await control.mailbox(COLLEAGUE);
  const id = /^Message-ID: <([^>]+)>/im.exec(received?.raw ?? '')?.[1] ?? '';
  expect(id).not.toBe('');
  const forged = [
    // A colleague may write what they like, but not without their own address on the envelope.
    { envelope: OTHER, from: OTHER, about: id, recipient: COLLEAGUE, says: 'ne vient ni de votre opérateur' },
    { envelope: '', from: 'MAILER-DAEMON@pirate.example', about: id, recipient: COLLEAGUE, says: 'ne vient ni de' },
    { envelope: '', from: 'MAILER-DAEMON@localhost', about: `x${id}`, recipient: COLLEAGUE, says: 'aucun message' },
    { envelope: '', from: 'MAILER-DAEMON@localhost', about: id, recipient: OTHER, says: 'n’était pas adressé' },
  ];
  for (const { envelope, from, about, recipient, says } of forged) {
    await control.writes(envelope, ME, notice(from, about, recipient, 'failed'));
    await expect(async () => openNotice(hygie, `Avis ${serial}`)).toPass(SOON);
    await expect(page.getByRole('article').getByText(says)).toBeVisible();
  }
  await expectAccessible(hygie, 'avis-imite');

  // « Lu » is told by the recipient only; by anybody else it is ordinary mail, with the reason.
  await control.writes(OTHER, ME, receipt(OTHER, id, COLLEAGUE));
  const list = page.getByRole('listbox', { name: /^Messages/ });
  await list
    .getByRole('option')
    .filter({ hasText: `Lu ${serial}` })
    .click(SOON);
  await expect(page.getByRole('article').getByText(/ne vient pas d’un destinataire/)).toBeVisible();
  await hygie.shot('accuse-imite');
  await page.getByRole('button', { name: /^Envois/ }).click();
  await expect(colleague).toHaveText(`${COLLEAGUE} : accepté`);

  await control.writes('', ME, notice('MAILER-DAEMON@localhost', id, COLLEAGUE, 'delivered'));
  await page.getByRole('button', { name: /^Envois/ }).click();
  await expect(colleague).toContainText(/accepté, puis remis le/, SOON);
  await expect(recipients(hygie).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByText('✗ Avis de non-remise')).toHaveCount(1);
  await hygie.shot('remis-et-non-remis');
  await control.writes(COLLEAGUE, ME, receipt(COLLEAGUE, id, COLLEAGUE));
  await expect(colleague).toContainText(/ lu le/, SOON);
});
