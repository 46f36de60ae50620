import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dovecotIsThere } from '../../network/testing/dovecot.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { relancerEnvoi } from '../envois/index.ts';
import { listMails } from './list.repository.ts';
import { openHouse, plainMail, until } from './testing/mail-house.ts';
import { DEUX, FROM, MailQueue, UN } from './testing/mail-queue.ts';

/** Certificate and key of the mailbox, as the settings take them. */
function pem(queue: MailQueue, name = 'mssante-client'): string {
  const { certificate, key } = queue.sandbox.organisations.identity(name);
  return readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8');
}

// The operator of the sandbox keeps its mailboxes in Dovecot, a package of the system that the set-up installs.
describe.skipIf(!dovecotIsThere)('the account, as it is when a message leaves', { timeout: 60_000 }, () => {
  let queue: MailQueue;
  /** Of the mailbox; the queue's own knows nothing of it. */
  let base: TestBase;
  beforeAll(async () => {
    [queue, base] = await Promise.all([MailQueue.open(), testBase()]);
  }, 120_000);
  afterEach(() => queue.clear());
  afterAll(async () => {
    await base.remove();
    await queue.close();
  });

  test('the mailbox was changed between the gesture and the sending: it stops, says so, and leaves once it is back', async () => {
    const { jobId, message } = await queue.queued([UN]);
    const opened = queue.account();
    const other = { ...opened, compte: { ...opened.compte, adresse: DEUX } };
    const engine = queue.run(other);
    await queue.reaches(jobId, 'refuse');
    const shown = await queue.line(jobId);
    expect(shown?.code).toBe('AUTRE_BOITE');
    expect(shown?.explication).toBe(
      `Ce message a été préparé pour la boîte ${FROM}, et la boîte réglée est maintenant ${DEUX}. Rien n’est parti.`,
    );
    expect(shown?.conseil).toMatch(/Préparez-le à nouveau .* puis relancez/);
    expect(queue.trace).toEqual([]);
    expect(await queue.copies(UN, message.messageId)).toEqual([]);
    await engine.stop();
    await queue.base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
    // The same mailbox by another means, its address typed otherwise: nothing changed for the message.
    const again = queue.account('psc');
    const back = queue.run({ ...again, compte: { ...again.compte, adresse: FROM.toUpperCase() } });
    await queue.reaches(jobId, 'envoye');
    expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
    await back.stop();
  });

  test('changed after the sending: the copy never goes to another mailbox', async () => {
    const { jobId, message } = await queue.queued([UN]);
    const opened = queue.account();
    const engine = queue.run({ ...opened, compte: { ...opened.compte, imap: { hote: '127.0.0.1', port: 1 } } });
    await queue.reaches(jobId, 'envoye');
    await engine.stop();
    queue.trace = [];
    queue.run({ ...opened, compte: { ...opened.compte, adresse: DEUX } });
    await expect
      // Refused at each try: how many there were says nothing.
      .poll(() => [...new Set(queue.trace.map(({ action, resultat }) => `${action} ${resultat}`))], { timeout: 15_000 })
      .toEqual(['copie HygieError']);
    expect(await queue.job(jobId)).toMatchObject({ etat: 'envoye', copie: 'a-faire' });
    expect(await queue.copies(DEUX, message.messageId)).toEqual([]);
  });

  test('a certificate alone is enough to submit, and to file the copy in « Éléments envoyés » (SASL EXTERNAL)', async () => {
    const { jobId, message } = await queue.queued([UN]);
    queue.run({ ...queue.account('certificat'), secret: pem(queue) });
    await queue.reaches(jobId, 'envoye');
    expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
    await expect.poll(async () => (await queue.job(jobId)).copie, { timeout: 15_000 }).toBe('faite');
    expect(await queue.copies(FROM, message.messageId)).toEqual(['Éléments envoyés']);
  });

  for (const how of ['psc', 'certificat'] as const) {
    test(`the mailbox is synchronised, and listened to, by ${how === 'psc' ? 'an access token' : 'a certificate alone'}`, async () => {
      const opened = { ...queue.account(how), ...(how === 'psc' ? {} : { secret: pem(queue) }) };
      const subject = `Avant, par ${how}`;
      const write = (text: string) =>
        queue.sandbox.operator?.inject(UN, [FROM], plainMail({ subject: text, from: UN })) ?? Promise.resolve();
      await write(subject);
      const house = openHouse(base.store, DOCTOR, () => Promise.resolve(opened));
      const shown = async (text: string) => {
        const asked = { dossier: 'non-assignes', recherche: '', nonLusSeulement: false, curseur: null, limite: 100 };
        const { lignes } = await base.store.query(listMails, asked, DOCTOR);
        return lignes.some(({ objet }) => objet === text);
      };
      try {
        house.mailbox.start();
        await until(async () => (await house.mailbox.state()).etat === 'connecte', 'a synchronised mailbox');
        await until(() => shown(subject), subject);
        await until(async () => (await house.mailbox.state()).enDirect, 'a mailbox listened to');
        await write(`Pendant, par ${how}`);
        await until(() => shown(`Pendant, par ${how}`), 'what arrives meanwhile');
        expect(house.traces).toContainEqual(expect.objectContaining({ action: 'connexion' }));
        expect(JSON.stringify([house.traces, house.reports])).not.toMatch(/PRIVATE KEY|Bearer|eyJ/);
      } finally {
        await house.mailbox.stop();
      }
    });
  }

  test('an account set otherwise counts at once: by certificate instead of by password, then a password put right', async () => {
    const byPassword = queue.account('mot-de-passe');
    let opened = byPassword;
    const house = openHouse(base.store, DOCTOR, () => Promise.resolve(opened));
    const connections = () =>
      house.traces.filter(({ action }) => action === 'connexion').map(({ detail }) => detail['resultat']);
    const live = () => until(async () => (await house.mailbox.state()).enDirect, 'a mailbox listened to');
    try {
      house.mailbox.start();
      await live();
      opened = { ...queue.account('certificat'), secret: pem(queue) };
      house.mailbox.wake('tout');
      await expect.poll(connections, { timeout: 15_000 }).toEqual(['ok', 'ok']);
      opened = { ...byPassword, secret: 'faux' };
      house.mailbox.wake('tout');
      await expect
        .poll(async () => (await house.mailbox.state()).raison, { timeout: 20_000 })
        .toContain('identifiants');
      opened = byPassword;
      house.mailbox.wake('tout');
      await expect.poll(async () => (await house.mailbox.state()).etat, { timeout: 20_000 }).toBe('connecte');
      expect(connections().at(-1)).toBe('ok');
    } finally {
      await house.mailbox.stop();
    }
  });

  test('a certificate that is not the mailbox’s opens nothing, and it is said in French', async () => {
    const other = { ...queue.account('certificat'), secret: pem(queue, 'structure-auth') };
    const house = openHouse(base.store, DOCTOR, () => Promise.resolve(other));
    try {
      house.mailbox.start();
      const state = await until(async () => {
        const now = await house.mailbox.state();
        return now.raison === null ? null : now;
      }, 'a refusal');
      expect(state.raison).toContain('refuse vos identifiants');
    } finally {
      await house.mailbox.stop();
    }
  });
});
