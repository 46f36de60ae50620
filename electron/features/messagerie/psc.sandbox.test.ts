import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { pscWayBack } from '../../../fixtures/sandbox/testing/psc-browser.ts';
import { dovecotIsThere } from '../../network/testing/dovecot.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { reprendreApresConnexion } from '../envois/index.ts';
import { providerOf, PscSession } from '../psc/index.ts';
import type { CompteOuvert } from './account.ts';
import { openHouse, plainMail, until } from './testing/mail-house.ts';
import { FROM, MailQueue, UN } from './testing/mail-queue.ts';

const PERSON = '899700057294';

describe.skipIf(!dovecotIsThere)('a mailbox opened by Pro Santé Connect', { timeout: 60_000 }, () => {
  let queue: MailQueue;
  let base: TestBase;
  let session: PscSession;
  /** What the desk does when a session opens or ends. */
  let opened: () => void = () => undefined;
  let ended: () => void = () => undefined;
  beforeAll(async () => {
    [queue, base] = await Promise.all([MailQueue.open(), testBase()]);
    const { proSanteConnect } = queue.sandbox;
    if (proSanteConnect === null) throw new Error('no provider');
    const { issuer, metadata, client } = proSanteConnect;
    const settings = { emetteur: issuer, metadonnees: metadata, clientId: client.id, port: 0 };
    session = new PscSession({
      provider: () => Promise.resolve(providerOf(settings, client.secret, true)),
      idNat: PERSON,
      openBrowser: async (address) => void pscWayBack(address, { idNat: PERSON }).then((back) => fetch(back)),
      changed: () => undefined,
      opened: () => opened(),
      ended: () => ended(),
      trace: () => undefined,
      now: () => new Date(),
    });
  }, 120_000);
  afterEach(async () => {
    opened = ended = () => undefined;
    await session.disconnect();
    queue.sandbox.pscProvider?.reset();
    await queue.clear();
  });
  afterAll(async () => {
    await session.close();
    await base.remove();
    await queue.close();
  });

  const account = (): CompteOuvert => ({
    ...queue.account('psc'),
    accessToken: (refused) => session.accessToken(refused),
    sessionFermee: !session.isOpen,
  });
  const signedIn = async () => {
    await session.connect();
    await expect.poll(() => session.isOpen).toBe(true);
  };

  test('without a session a message waits, whatever the number of tries; it leaves by itself once, after the sign-in', async () => {
    const { jobId, message } = await queue.queued([UN]);
    const engine = queue.run(account());
    await expect.poll(async () => (await queue.job(jobId)).code).toBe('PRO_SANTE_CONNECT');
    const waiting = await queue.line(jobId);
    expect(waiting?.etat).toBe('a-envoyer');
    expect(waiting?.conseil).toContain('Reconnectez Pro Santé Connect');
    expect(await queue.copies(UN, message.messageId)).toEqual([]);
    opened = () => void queue.base.store.execute(reprendreApresConnexion, {}, DOCTOR).then(() => engine.wake());
    await signedIn();
    await queue.reaches(jobId, 'envoye');
    expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
    expect((await queue.job(jobId)).tentatives).toBe(2);
    await engine.stop();
  });

  test('a token that the operator refuses is renewed once, and the message leaves', async () => {
    const provider = queue.sandbox.pscProvider;
    if (provider === undefined) throw new Error('no provider');
    await signedIn();
    // The operator refuses what it was shown, once (SASL {"status":"401"}).
    await queue.fault({ kind: 'auth-refused', times: 1 });
    const { jobId, message } = await queue.queued([UN]);
    const engine = queue.run(account());
    await queue.reaches(jobId, 'envoye');
    expect(await queue.copies(UN, message.messageId)).toEqual(['INBOX']);
    await engine.stop();
  });

  test('refused twice, nothing is tried a third time: the doctor is asked, and nothing left', async () => {
    await signedIn();
    await queue.fault({ kind: 'auth-refused', times: 'forever' });
    const { jobId, message } = await queue.queued([UN]);
    const engine = queue.run(account());
    await queue.reaches(jobId, 'refuse');
    expect((await queue.line(jobId))?.conseil).toContain('Reconnectez-vous à Pro Santé Connect');
    expect(await queue.copies(UN, message.messageId)).toEqual([]);
    await engine.stop();
  });

  test('the mailbox is read; the session ends: its connections are closed and it says so; resumed, it reads what came', async () => {
    await signedIn();
    const house = openHouse(base.store, DOCTOR, () => Promise.resolve(account()));
    ended = () => house.mailbox.wake('boite');
    opened = () => house.mailbox.wake('tout');
    const write = (subject: string) =>
      queue.sandbox.operator?.inject(UN, [FROM], plainMail({ subject, from: UN })) ?? Promise.resolve();
    try {
      house.mailbox.start();
      await until(async () => (await house.mailbox.state()).enDirect, 'a mailbox listened to');
      queue.sandbox.pscProvider?.grants.endAll();
      await expect(session.accessToken(true)).rejects.toMatchObject({ why: 'session-fermee' });
      const state = await until(async () => {
        const now = await house.mailbox.state();
        return now.etat === 'hors-ligne' ? now : null;
      }, 'a mailbox that waits');
      expect(state.raison).toContain('Pro Santé Connect');
      expect(house.traces.map(({ action }) => action)).toContain('deconnexion');
      await write('Pendant que la session était close');
      await signedIn();
      await until(async () => (await house.mailbox.state()).etat === 'connecte', 'a mailbox that resumed');
      expect(JSON.stringify([house.traces, house.reports])).not.toMatch(/Bearer|eyJ/);
    } finally {
      await house.mailbox.stop();
    }
  });
});
