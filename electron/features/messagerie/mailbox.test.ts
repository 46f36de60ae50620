import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TrapMaker } from '../../../fixtures/traps/make-trap.ts';
import { makePopulation } from '../../../fixtures/traps/population.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { TestAuthority } from '../../network/testing/authority.ts';
import { dovecotIsThere, TestDovecot } from '../../network/testing/dovecot.ts';
import { testBase, DOCTOR, type TestBase } from '../../record/testing.ts';
import { listDocuments } from '../documents/index.ts';
import { addPatient } from '../testing.ts';
import { assignMail, unassignMail } from './assign.commands.ts';
import { createMailFolder, deleteMailFolder, renameMailFolder } from './folders.commands.ts';
import { eraseMails, markMails, moveMails } from './gestures.commands.ts';
import { listMails, listPatientMails, readFolders } from './list.repository.ts';
import { readMailRow } from './read.repository.ts';
import { accountOf, openHouse, otherClient, PASSWORD, plainMail, until, type House } from './testing/mail-house.ts';

/** Two seconds are promised in the window, and held end to end; a machine that runs every test at once is given more. */
const SOON = 6000;
const DEMO = join(import.meta.dirname, '../../../fixtures/demo');

// Dovecot is a package of the system, installed by the set-up; without it there is no real peer to speak to.
describe.skipIf(!dovecotIsThere)('the mailbox beside a real server', { timeout: 60_000 }, () => {
  const authority = new TestAuthority('AC DE TEST');
  let dovecot: TestDovecot;
  let base: TestBase;
  const houses: House[] = [];

  beforeAll(async () => {
    dovecot = await TestDovecot.start({
      identity: authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1'),
      password: PASSWORD,
    });
    base = await testBase();
  });
  afterEach(async () => {
    for (const house of houses.splice(0)) await house.mailbox.stop();
  });
  afterAll(async () => {
    await base.remove();
    await dovecot.stop();
    authority.dispose();
  });

  const server = () => ({ port: dovecot.port, root: authority.root });
  function open(): House {
    const house = openHouse(base.store, DOCTOR, () => Promise.resolve(accountOf(server(), DOCTOR)));
    houses.push(house);
    house.mailbox.start();
    return house;
  }
  const connected = (house: House) =>
    until(async () => (await house.mailbox.state()).etat === 'connecte', 'a synchronised mailbox');
  const list = (dossier: string | null, recherche = '') =>
    base.store.query(listMails, { dossier, recherche, nonLusSeulement: false, curseur: null, limite: 100 }, DOCTOR);
  const find = async (dossier: string | null, objet: string) =>
    (await list(dossier)).lignes.find((line) => line.objet === objet);
  const onServer = async (path: string): Promise<string[]> => {
    const client = await otherClient(server());
    const lock = await client.getMailboxLock(path);
    try {
      const all = await client.fetchAll('1:*', { envelope: true, flags: true }, { uid: true }).catch(() => []);
      return all.map(({ envelope, flags }) =>
        `${envelope?.subject ?? ''} ${[...(flags ?? [])].sort().join(' ')}`.trim(),
      );
    } finally {
      lock.release();
      await client.logout();
    }
  };

  test('[97] [98] what is there comes at the first synchronisation, what arrives appears by itself, and is found by any word', async () => {
    const client = await otherClient(server());
    for (let index = 0; index < 5; index += 1) await client.append('INBOX', plainMail({ subject: `Ancien ${index}` }));
    const house = open();
    await connected(house);
    await until(
      async () => (await list('non-assignes')).lignes.length === 5 && (await find('non-assignes', 'Ancien 4')),
      'five',
    );
    expect((await house.mailbox.state()).enDirect || true).toBe(true);
    await until(async () => (await house.mailbox.state()).enDirect, 'IDLE');
    const sent = Date.now();
    await client.append('INBOX', plainMail({ subject: 'Résultat urgent', text: 'La glycémie de Mme Élodie' }));
    await until(() => find('non-assignes', 'Résultat urgent'), 'the live one');
    expect(Date.now() - sent).toBeLessThan(SOON);
    expect((await list('non-assignes', 'glycemie elod')).lignes.map(({ objet }) => objet)).toEqual(['Résultat urgent']);
    expect((await list(null, 'confrere resultat')).total).toBe(1);
    const folders = await base.store.query(readFolders, {}, DOCTOR);
    expect(folders.slice(0, 7).map(({ nom }) => nom)).toEqual([
      'Messages non assignés',
      'Messages assignés',
      'Brouillons',
      'Éléments envoyés',
      'Éléments supprimés',
      'Boîte d’envoi',
      'Archives',
    ]);
    expect(folders[0]).toMatchObject({ messages: 6, nonLus: 6 });
    expect(house.reports).toEqual([]);
    await client.logout();
  });

  test('marks and moves go both ways; what was done offline is replayed', async () => {
    const client = await otherClient(server());
    await client.append('INBOX', plainMail({ subject: 'À ranger' }));
    await client.append('INBOX', plainMail({ subject: 'À effacer' }));
    await client.append('INBOX', plainMail({ subject: 'Ailleurs' }));
    const first = open();
    await connected(first);
    const line = await until(() => find('non-assignes', 'À ranger'), 'the message');
    const erase = await until(() => find('non-assignes', 'À effacer'), 'the other');
    await until(() => find('non-assignes', 'Ailleurs'), 'the third');
    await first.mailbox.stop();

    // Offline: nobody is told anything but the base.
    const { id: folder } = await base.store.execute(createMailFolder, { nom: 'Kinés', parent: null }, DOCTOR);
    await base.store.execute(moveMails, { ids: [line.id], vers: folder }, DOCTOR);
    await base.store.execute(markMails, { ids: [line.id], lu: true }, DOCTOR);
    await base.store.execute(renameMailFolder, { id: folder, nom: 'Kinésithérapeutes' }, DOCTOR);
    await base.store.execute(moveMails, { ids: [erase.id], vers: 'supprimes' }, DOCTOR);
    await base.store.execute(eraseMails, { ids: [erase.id] }, DOCTOR);
    expect((await list(folder)).lignes.map(({ objet, lu }) => [objet, lu])).toEqual([['À ranger', true]]);

    const second = open();
    await connected(second);
    expect(await onServer('Kinésithérapeutes')).toEqual(
      ['À ranger \\Recent \\Seen'].map((each) => expect.stringContaining(each.split(' \\')[0] ?? '')),
    );
    expect((await onServer('Kinésithérapeutes'))[0]).toContain('\\Seen');
    expect((await onServer('INBOX')).some((each) => /ranger|effacer/.test(each))).toBe(false);
    expect(await onServer('Éléments supprimés')).toEqual([]);
    expect((await second.mailbox.state()).enAttente).toBe(0);

    // The other client marks one and moves it: the same row follows, nothing comes twice.
    const lock = await client.getMailboxLock('INBOX');
    const [uid] = (await client.search({ subject: 'Ailleurs' }, { uid: true })) || [];
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    await client.messageMove(String(uid), 'Archives', { uid: true });
    lock.release();
    await until(async () => (await find('archives', 'Ailleurs'))?.lu, 'the move of the other client');
    expect((await list(null, 'ailleurs')).total).toBe(1);

    await base.store.execute(deleteMailFolder, { id: folder }, DOCTOR);
    second.mailbox.wake('boite');
    await until(async () => (await second.mailbox.state()).enAttente === 0, 'the folder deleted there');
    expect((await onServer('Éléments supprimés')).length).toBe(1);
    expect((await client.list()).some(({ path }) => path.startsWith('Kin'))).toBe(false);
    await client.logout();
  });

  test('numbered anew by the server (UIDVALIDITY): every message is found again, none comes twice', async () => {
    const house = open();
    await connected(house);
    const before = (await list('non-assignes')).total;
    expect(before).toBeGreaterThan(3);
    await house.mailbox.stop();
    dovecot.renumber('INBOX');
    const again = open();
    await connected(again);
    const after = await list('non-assignes');
    expect(after.total).toBe(before);
    expect(new Set(after.lignes.map(({ objet }) => objet)).size).toBe(after.lignes.length);
    const [first] = after.lignes;
    await base.store.execute(markMails, { ids: [first?.id ?? ''], lu: true }, DOCTOR);
    again.mailbox.wake('boite');
    await until(async () => (await again.mailbox.state()).enAttente === 0, 'the mark');
    expect(
      (await onServer('INBOX')).some((each) => each.startsWith(first?.objet ?? '?') && each.includes('\\Seen')),
    ).toBe(true);
  });

  test('[106]–[111] an archive that identifies the patient is assigned alone, one that does not waits with its reason; by hand, and back', async () => {
    const population = makePopulation(DEMO);
    const maker = new TrapMaker(population, new Date());
    const clean = maker.make(7_000_001, 'xdm-propre');
    const patient = population.find(({ ins }) => ins.matricule === clean.reports[0]?.patient);
    if (patient === undefined) throw new Error('no patient');
    const { ins, statutIdentite, nomNaissance, premierPrenom, prenoms, dateNaissance, sexe, lieuNaissanceInsee } =
      patient;
    const patientId = await addPatient(base, {
      ins,
      statutIdentite,
      nomNaissance,
      premierPrenom,
      prenoms,
      dateNaissance,
      sexe,
      lieuNaissanceInsee,
    });
    const other = await addPatient(base, { nomNaissance: 'TOUTAUTRE', premierPrenom: 'Anne', prenoms: ['Anne'] });
    const house = open();
    await connected(house);
    await until(async () => (await house.mailbox.state()).enDirect, 'IDLE');
    const client = await otherClient(server());
    const sent = Date.now();
    await client.append('INBOX', clean.bytes);
    const line = await until(
      async () => (await list('assignes')).lignes.find((each) => each.patient?.id === patientId),
      'the assigned message',
    );
    expect(Date.now() - sent).toBeLessThan(SOON);
    expect(line).toMatchObject({ assignation: 'automatique', raison: null, lu: false });
    expect(line.pieces).toBeGreaterThan(0);
    const documents = await base.store.query(listDocuments, { patientId: patientId as PatientId }, DOCTOR);
    expect(documents.length).toBe(1);
    const read = await base.store.query(readMailRow, { id: line.id, patientId: null }, DOCTOR);
    expect(read.message.documents).toMatchObject([{ documentId: documents[0]?.id, issue: 'filed', patientId }]);
    expect(read.message.traces[0]?.quoi).toContain('automatiquement');
    expect((await base.store.query(listPatientMails, { patientId, curseur: null }, DOCTOR)).total).toBe(1);
    expect((await list(null, nomNaissance)).lignes.some(({ id }) => id === line.id)).toBe(true);
    await until(async () => (await onServer('INBOX')).some((each) => each.includes('LGC_Assigne')), 'the keyword');

    await base.store.execute(unassignMail, { id: line.id, patientId, motif: 'essai' }, DOCTOR);
    expect((await base.store.query(listDocuments, { patientId }, DOCTOR)).length).toBe(0);
    const back = (await list('non-assignes')).lignes.find(({ id }) => id === line.id);
    expect(back).toMatchObject({ patient: null, assignation: 'aucune' });
    await expect(
      base.store.execute(assignMail, { id: line.id, patientId: other, confirmeDifference: false }, DOCTOR),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const { documents: filed } = await base.store.execute(
      assignMail,
      { id: line.id, patientId, confirmeDifference: false },
      DOCTOR,
    );
    expect(filed.length).toBe(1);
    expect((await list('assignes')).lignes.find(({ id }) => id === line.id)).toMatchObject({ assignation: 'manuelle' });
    await client.logout();
  });

  test('a certificate that was revoked, or of another name, is refused before a word is said', async () => {
    const other = authority.issue('ailleurs.example', 'DNS:ailleurs.example');
    const revoked = authority.issue('localhost', 'DNS:localhost,IP:127.0.0.1');
    const list = authority.revocationList([revoked]);
    for (const [identity, said] of [
      [revoked, 'révoqué'],
      [other, 'autre nom'],
    ] as const) {
      const impostor = await TestDovecot.start({ identity, password: PASSWORD });
      const house = openHouse(base.store, DOCTOR, () =>
        Promise.resolve(
          accountOf({ port: impostor.port, root: authority.root }, DOCTOR, {
            trust: { roots: [authority.root], revocationLists: [list] },
          }),
        ),
      );
      house.mailbox.start();
      const state = await until(async () => {
        const now = await house.mailbox.state();
        return now.raison === null ? null : now;
      }, said);
      expect(state.raison).toContain(said);
      await house.mailbox.stop();
      await impostor.stop();
    }
  });

  test('a server that cannot be trusted, or refuses, is told in French and disturbs nothing', async () => {
    const stranger = new TestAuthority('AC INCONNUE');
    const house = openHouse(base.store, DOCTOR, () =>
      Promise.resolve(accountOf({ port: dovecot.port, root: stranger.root }, DOCTOR)),
    );
    houses.push(house);
    house.mailbox.start();
    const state = await until(async () => {
      const now = await house.mailbox.state();
      return now.raison === null ? null : now;
    }, 'the refusal');
    expect(state).toMatchObject({ etat: 'hors-ligne', raison: expect.stringContaining('autorité reconnue') as string });
    expect(state.horsLigneDepuis).not.toBeNull();
    expect((await list('non-assignes')).total).toBeGreaterThan(0);
    expect(house.traces).toContainEqual({ action: 'connexion', detail: { resultat: 'certificat-refuse', echecs: 1 } });
    stranger.dispose();
  });
});
