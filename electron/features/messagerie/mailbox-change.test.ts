import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TestAuthority } from '../../network/testing/authority.ts';
import { dovecotIsThere, TestDovecot } from '../../network/testing/dovecot.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { addPatient } from '../testing.ts';
import { assignMail } from './assign.commands.ts';
import { saveDraft } from './drafts.commands.ts';
import { createMailFolder, renameMailFolder } from './folders.commands.ts';
import { markMails, moveMails } from './gestures.commands.ts';
import { listMails, listPatientMails, readFolders } from './list.repository.ts';
import { queueMails } from './outbox.commands.ts';
import { readMailRow } from './read.repository.ts';
import {
  accountOf,
  openHouse,
  otherClient,
  PASSWORD,
  plainMail,
  until,
  USER,
  type House,
} from './testing/mail-house.ts';

const OTHER = 'cabinet.medecin5729@structure.test.mssante.fr';

// Dovecot is a package of the system, installed by the set-up; without it there is no real peer to speak to.
describe.skipIf(!dovecotIsThere)('a mailbox that is changed in the settings', { timeout: 60_000 }, () => {
  const authority = new TestAuthority('AC DE TEST');
  let dovecot: TestDovecot;
  let base: TestBase;
  let running: House | null = null;

  const start = () =>
    TestDovecot.start({
      identity: authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1'),
      password: PASSWORD,
    });
  beforeAll(async () => {
    [dovecot, base] = await Promise.all([start(), testBase()]);
  });
  afterEach(async () => {
    await running?.mailbox.stop();
  });
  afterAll(async () => {
    await base.remove();
    await dovecot.stop();
    authority.dispose();
  });

  const at = (server = dovecot) => ({ port: server.port, root: authority.root });
  /** The settings name this mailbox from now on. */
  async function set(adresse: string, server = dovecot): Promise<House> {
    await running?.mailbox.stop();
    const account = accountOf(at(server), DOCTOR);
    const house = openHouse(base.store, DOCTOR, () =>
      Promise.resolve({ ...account, compte: { ...account.compte, adresse } }),
    );
    running = house;
    house.mailbox.start();
    await until(async () => (await house.mailbox.state()).etat === 'connecte', `${adresse} synchronised`, 20_000);
    await house.mailbox.readKept();
    return house;
  }
  async function put(user: string, path: string, subject: string, server = dovecot): Promise<void> {
    const client = await otherClient(at(server), user);
    if (path !== 'INBOX') await client.mailboxCreate(path);
    await client.append(path, plainMail({ subject }), path === 'Brouillons' ? ['\\Draft'] : []);
    await client.logout();
  }
  async function onServer(user: string, path: string, server = dovecot): Promise<string[]> {
    const client = await otherClient(at(server), user);
    try {
      const lock = await client.getMailboxLock(path);
      const all = await client.fetchAll('1:*', { envelope: true, flags: true }, { uid: true }).catch(() => []);
      lock.release();
      return all.map(
        ({ envelope, flags }) => `${envelope?.subject ?? ''}${flags?.has('\\Seen') === true ? ' lu' : ''}`,
      );
    } finally {
      await client.logout();
    }
  }
  const page = (dossier: string | null, recherche = '') =>
    base.store.query(listMails, { dossier, recherche, nonLusSeulement: false, curseur: null, limite: 100 }, DOCTOR);
  const find = async (objet: string) => {
    const { lignes } = await page(null, objet);
    const [line, ...more] = lignes.filter((each) => each.objet === objet);
    expect(more).toEqual([]);
    return line;
  };
  const tree = async () =>
    (await base.store.query(readFolders, {}, DOCTOR)).filter(({ genre }) => genre === 'personnel');
  const draft = (id: string | null, objet: string, de: string) =>
    base.store.execute(
      saveDraft,
      {
        id: id as never,
        a: [],
        cc: [],
        objet,
        corps: '',
        patientId: null,
        pieces: [],
        garder: [],
        documents: [],
        reponseA: null,
        transfertDe: null,
        accuseLecture: false,
        finEchange: false,
        de,
      },
      DOCTOR,
    );

  test('another address: what came to the former one stays, named after it, and nothing of it touches the new one; back, it finds its own', async () => {
    await put(USER, 'INBOX', 'Premier ancien');
    await put(USER, 'INBOX', 'Second ancien');
    await put(USER, 'Laboratoires', 'Rangé ancien');
    await put(OTHER, 'INBOX', 'Premier nouveau');
    await put(OTHER, 'INBOX', 'Deuxième nouveau');
    await put(OTHER, 'Brouillons', 'Brouillon d’une autre main');
    await put(OTHER, 'Kinés', 'Rangé nouveau');

    const former = await set(USER);
    const patientId = await addPatient(base, { nomNaissance: 'CHANGEMENT' });
    const assigned = await until(() => find('Second ancien'), 'the messages of the former one');
    await base.store.execute(assignMail, { id: assigned.id, patientId, confirmeDifference: false }, DOCTOR);
    const { id: draftId } = await draft(null, 'Brouillon en cours', USER);
    former.mailbox.wake('boite');
    await until(async () => (await onServer(USER, 'Brouillons')).length === 1, 'the copy of the draft');
    await until(async () => (await former.mailbox.state()).enAttente === 0, 'rest');
    const waiting = await draft(null, 'Attend son départ', USER);
    const raw = plainMail({ subject: 'Attend son départ', id: 'depart@medecin.test.mssante.fr' });
    const mail = { to: [OTHER], cc: [], raw, messageId: 'depart@medecin.test.mssante.fr', citizen: false } as never;
    await base.store.execute(
      queueMails,
      { id: waiting.id, de: USER, mails: [mail], forwarded: [], reponseA: null, transfertDe: null, patientId: null },
      DOCTOR,
    );
    await former.mailbox.stop();
    // A gesture of before, that only the former mailbox may be told.
    const first = await find('Premier ancien');
    await base.store.execute(markMails, { ids: [first?.id ?? ''], lu: true }, DOCTOR);

    const house = await set(OTHER);
    // Nothing vanished, nothing came twice, each says where it came to.
    for (const [objet, boite] of [
      ['Premier ancien', USER],
      ['Second ancien', USER],
      ['Rangé ancien', USER],
      ['Premier nouveau', null],
      ['Deuxième nouveau', null],
      ['Rangé nouveau', null],
    ] as const)
      expect(await find(objet), objet).toMatchObject({ objet, boite });
    expect((await page('non-assignes')).lignes.map(({ objet }) => objet)).toEqual(
      expect.arrayContaining(['Premier ancien', 'Premier nouveau', 'Deuxième nouveau']),
    );
    expect((await base.store.query(listPatientMails, { patientId, curseur: null }, DOCTOR)).lignes).toMatchObject([
      { objet: 'Second ancien', boite: USER, assignation: 'manuelle' },
    ]);
    const message = await base.store.query(readMailRow, { id: first?.id ?? '', patientId: null }, DOCTOR);
    expect(message.message.boite).toBe(USER);
    expect(message.bytes).not.toBeNull();
    expect((await tree()).map(({ nom, boite, modifiable }) => [nom, boite, modifiable])).toEqual([
      ['Kinés', null, true],
      ['Laboratoires', USER, false],
    ]);
    // The new mailbox was told nothing that is not about it.
    expect(await onServer(OTHER, 'INBOX')).toEqual(['Premier nouveau', 'Deuxième nouveau']);
    expect(await onServer(OTHER, 'Brouillons')).toEqual(['Brouillon d’une autre main']);
    expect((await house.mailbox.state()).enAttente).toBe(0);
    // Taken up again, the draft leaves the former mailbox's folder alone until it is back, and the stranger's draft for ever.
    await draft(draftId, 'Brouillon en cours', OTHER);
    house.mailbox.wake('boite');
    await until(async () => (await onServer(OTHER, 'Brouillons')).length === 2, 'the copy of the draft in the new one');
    expect(await onServer(OTHER, 'Brouillons')).toContain('Brouillon d’une autre main');
    expect(await onServer(USER, 'Brouillons')).toHaveLength(1);
    // What was frozen for the former mailbox did not leave by the new one.
    expect((await page('boite-envoi')).lignes).toMatchObject([{ objet: 'Attend son départ', boite: USER }]);
    // A message is not put in a folder of another mailbox; nor is a folder of the former one changed.
    const [kines, laboratoires] = await tree();
    await expect(
      base.store.execute(moveMails, { ids: [first?.id ?? ''], vers: kines?.id ?? '' }, DOCTOR),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(
      base.store.execute(renameMailFolder, { id: laboratoires?.id ?? '', nom: 'Autre' }, DOCTOR),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await base.store.execute(createMailFolder, { nom: 'Laboratoires', parent: null }, DOCTOR);
    await base.store.execute(moveMails, { ids: [first?.id ?? ''], vers: 'archives' }, DOCTOR);
    house.mailbox.wake('boite');
    await until(async () => (await house.mailbox.state()).enAttente === 0, 'the folder made');
    expect(await find('Premier ancien')).toMatchObject({ dossier: 'archives', lu: true });

    // Back: the gestures that waited are told, its own rows are found again.
    await put(USER, 'INBOX', 'Venu entre-temps');
    const back = await set(USER);
    await until(async () => (await back.mailbox.state()).enAttente === 0, 'the gestures that waited');
    expect(await onServer(USER, 'INBOX')).toEqual(['Second ancien', 'Venu entre-temps']);
    expect(await onServer(USER, 'Archives')).toEqual(['Premier ancien lu']);
    expect(await onServer(USER, 'Brouillons')).toEqual([]);
    for (const objet of ['Premier ancien', 'Second ancien', 'Rangé ancien', 'Venu entre-temps'])
      expect(await find(objet), objet).toMatchObject({ objet, boite: null });
    expect(await find('Premier nouveau')).toMatchObject({ boite: OTHER });
    expect((await tree()).map(({ nom, boite }) => [nom, boite])).toEqual([
      ['Laboratoires', null],
      ['Kinés', OTHER],
      ['Laboratoires', OTHER],
    ]);
    expect((await page(null, 'ancien')).total).toBe(3);
  });

  test('another server for the same address: numbers of the former one are never used on it, and nothing leaves the lists', async () => {
    const elsewhere = await start();
    try {
      await put(USER, 'Chirurgie', 'Gardé ici seulement');
      await put(USER, 'INBOX', 'Sans pareil');
      await set(USER);
      await until(() => find('Sans pareil'), 'what is there');
      const kept = (await page(null, 'ancien')).total;
      expect(kept).toBe(3);
      await running?.mailbox.stop();
      // A gesture that waits, about a number that another message has on the other server.
      const moved = await find('Second ancien');
      await base.store.execute(moveMails, { ids: [moved?.id ?? ''], vers: 'supprimes' }, DOCTOR);
      // The operator moved one message of them all, under another number.
      const client = await otherClient(at(), USER);
      const lock = await client.getMailboxLock('INBOX');
      const [uid] = (await client.search({ subject: 'Sans pareil' }, { uid: true })) || [];
      const { source } = (await client.fetchOne(String(uid), { source: true }, { uid: true })) || {};
      lock.release();
      await client.logout();
      const there = await otherClient(at(elsewhere), USER);
      for (let index = 0; index < 4; index += 1) await there.append('INBOX', plainMail({ subject: `Voisin ${index}` }));
      if (source !== undefined) await there.append('INBOX', source);
      await there.logout();

      const house = await set(USER, elsewhere);
      await until(() => find('Voisin 3'), 'what the other server has');
      await until(async () => (await house.mailbox.state()).enAttente === 0, 'the gestures that waited');
      expect(await onServer(USER, 'INBOX', elsewhere)).toEqual([
        'Voisin 0',
        'Voisin 1',
        'Voisin 2',
        'Voisin 3',
        'Sans pareil',
      ]);
      expect(await find('Sans pareil')).toMatchObject({ dossier: 'non-assignes', boite: null });
      // Not there: they stay readable here, in their folder.
      expect(await find('Gardé ici seulement')).toMatchObject({ objet: 'Gardé ici seulement' });
      expect(await find('Second ancien')).toMatchObject({ dossier: 'supprimes' });
      expect((await page(null, 'ancien')).total).toBe(kept);
      expect((await tree()).map(({ nom }) => nom)).toContain('Chirurgie');
      const line = await find('Sans pareil');
      await base.store.execute(markMails, { ids: [line?.id ?? ''], lu: true }, DOCTOR);
      house.mailbox.wake('boite');
      await until(async () => (await onServer(USER, 'INBOX', elsewhere)).includes('Sans pareil lu'), 'the mark');

      // The former server again: each message finds its place, none comes twice.
      await set(USER);
      for (const objet of ['Premier ancien', 'Second ancien', 'Rangé ancien', 'Gardé ici seulement', 'Sans pareil'])
        expect(await find(objet), objet).toMatchObject({ objet });
      expect((await tree()).filter(({ nom }) => nom === 'Chirurgie')).toHaveLength(1);
      expect(running?.reports).toEqual([]);
    } finally {
      await running?.mailbox.stop();
      await elsewhere.stop();
    }
  });
});
