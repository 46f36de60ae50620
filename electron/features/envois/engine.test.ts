import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Canal } from '../../../shared/contract/partage.ts';
import type { DocumentId, JobId, PatientId } from '../../../shared/ids.ts';
import { COLLEAGUE, DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { SendingEngine, SYSTEM_CLOCK } from './engine.ts';
import { engineRecord } from './engine-record.ts';
import {
  annulerEnvoi,
  creerEnvois,
  documentsAClore,
  documentsDus,
  ecarterDocument,
  listerEnvois,
  relancerEnvoi,
  resoudreEnvoi,
  resumerEnvois,
} from './index.ts';
import { etatDocument, etatJob, planterDocument, planterPatient, tentativesDe } from './testing/fixtures.ts';
import { Peer } from './testing/peer.ts';

const WORKER = join(import.meta.dirname, 'testing', 'record-worker.ts');
const bases: TestBase[] = [];
const engines: SendingEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  for (const base of bases.splice(0)) await base.remove();
});

interface House {
  readonly base: TestBase;
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
  readonly peers: Record<Canal, Peer>;
  engine(): SendingEngine;
  create(canaux: readonly Canal[], destinataires?: readonly string[], documentId?: DocumentId): Promise<JobId[]>;
  job(jobId: JobId): Promise<{
    etat: string;
    tentatives: number;
    copie: string;
    prochaineTentative: string | null;
    code: string | null;
  }>;
  settled(jobId: JobId, ...etats: string[]): Promise<void>;
}

let serial = 0;

async function house(): Promise<House> {
  const base = await testBase({ workerPath: WORKER });
  bases.push(base);
  const { patientId } = await base.store.execute(planterPatient, { nom: 'CHEMIN' }, DOCTOR);
  const { documentId } = await base.store.execute(planterDocument, { patientId, titre: 'VSM', envoi: 'du' }, DOCTOR);
  const peers = { dmp: new Peer(true), 'mssante-confrere': new Peer(false), 'mssante-patient': new Peer(false) };
  const job = (jobId: JobId) => base.store.query(etatJob, { jobId }, DOCTOR);
  return {
    base,
    patientId,
    documentId,
    peers,
    job,
    engine: () => {
      const senders = {
        dmp: peers.dmp.sender(),
        'mssante-confrere': peers['mssante-confrere'].sender(),
        'mssante-patient': peers['mssante-patient'].sender(),
      };
      // Pauses of seconds become milliseconds: the order stays, the test does not wait.
      const clock = {
        ...SYSTEM_CLOCK,
        after: (milliseconds: number, call: () => void) => SYSTEM_CLOCK.after(Math.min(milliseconds, 30), call),
      };
      const engine = new SendingEngine({ record: engineRecord(base.store, DOCTOR), senders, clock });
      engines.push(engine);
      return engine;
    },
    create: async (canaux, destinataires = ['un@x.mssante.fr'], document = documentId) => {
      const brouillons = canaux.map((canal) => ({
        documentId: document,
        canal,
        destinataires: canal === 'dmp' ? [] : destinataires,
        contenu: new TextEncoder().encode(`octets ${++serial}`),
        parametres: { essai: true },
        identifiantExterne: `id-${serial}`,
        copie: canal !== 'dmp',
      }));
      return (await base.store.execute(creerEnvois, { patientId, brouillons }, DOCTOR)).jobs;
    },
    settled: async (jobId, ...etats) => {
      await expect
        .poll(async () => (await job(jobId)).etat, { timeout: 5000, interval: 10 })
        .toSatisfy((etat: string) => etats.includes(etat));
    },
  };
}

const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('empty');
  return one;
};

test('one gesture, two channels: each walks its own states, and the copy follows', async () => {
  const h = await house();
  h.peers.dmp.behaviour = 'en-panne';
  const [dmp, mail] = (await h.create(['dmp', 'mssante-confrere'])) as [JobId, JobId];
  h.engine().start();
  await h.settled(mail, 'envoye');
  expect(await h.job(dmp)).toMatchObject({ etat: expect.stringMatching(/a-envoyer|en-cours/) });
  await expect.poll(async () => (await h.job(mail)).copie).toBe('faite');
  expect(h.peers['mssante-confrere'].received).toHaveLength(1);
  expect(await h.base.store.query(etatDocument, { documentId: h.documentId }, DOCTOR)).toMatchObject({
    envoi: 'en-cours',
  });
  const lines = await h.base.store.query(listerEnvois, { filtre: 'tous' }, DOCTOR);
  expect(lines.find((line) => line.id === mail)).toMatchObject({
    etat: 'envoye',
    patientNom: 'CHEMIN Henri',
    destinataires: [{ etat: 'accepte' }],
  });
});

test('the claim is on disk before the peer is met', async () => {
  const h = await house();
  const seen: string[] = [];
  const jobId = first(await h.create(['dmp']));
  h.peers.dmp.beforeTaking = async () => {
    seen.push((await h.job(jobId)).etat);
  };
  h.engine().start();
  await h.settled(jobId, 'envoye');
  expect(seen).toEqual(['en-cours']);
});

test('one of two recipients refused: only that one is addressed again, and only by a gesture', async () => {
  const h = await house();
  const peer = h.peers['mssante-confrere'];
  peer.behaviour = 'un-refuse';
  const jobId = first(await h.create(['mssante-confrere'], ['un@x.mssante.fr', 'deux@x.mssante.fr']));
  const engine = h.engine();
  engine.start();
  await h.settled(jobId, 'refuse');
  expect(peer.received.map((line) => line.split(' ')[1])).toEqual(['deux@x.mssante.fr']);
  peer.behaviour = 'accepte';
  await h.base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
  engine.wake();
  await h.settled(jobId, 'envoye');
  expect(peer.received.map((line) => line.split(' ')[1])).toEqual(['deux@x.mssante.fr', 'un@x.mssante.fr']);
});

test('mail cut after the message left: never again alone; a proof settles it', async () => {
  const h = await house();
  const peer = h.peers['mssante-confrere'];
  peer.behaviour = 'coupe-apres';
  const jobId = first(await h.create(['mssante-confrere']));
  const engine = h.engine();
  engine.start();
  await h.settled(jobId, 'issue-inconnue');
  await engine.stop();
  expect(peer.received).toHaveLength(1);
  expect(await h.base.store.query(resumerEnvois, {}, DOCTOR)).toMatchObject({ inconnus: 1, dus: 1 });
  peer.proofs = true;
  h.engine().start();
  await h.settled(jobId, 'envoye');
  expect(peer.received).toHaveLength(1);
});

test('with two recipients a proof is told, and the doctor decides', async () => {
  const h = await house();
  const peer = h.peers['mssante-confrere'];
  peer.behaviour = 'coupe-apres';
  peer.proofs = true;
  const jobId = first(await h.create(['mssante-confrere'], ['un@x.mssante.fr', 'deux@x.mssante.fr']));
  h.engine().start();
  await h.settled(jobId, 'issue-inconnue');
  await expect
    .poll(async () => first(await h.base.store.query(listerEnvois, { filtre: 'a-traiter' }, DOCTOR)).explication)
    .toContain('Retrouvé');
  await h.base.store.execute(resoudreEnvoi, { jobId, recu: true }, DOCTOR);
  expect(await h.job(jobId)).toMatchObject({ etat: 'envoye' });
});

test('« not received » sends nothing by itself', async () => {
  const h = await house();
  const peer = h.peers['mssante-patient'];
  peer.behaviour = 'coupe-apres';
  const jobId = first(await h.create(['mssante-patient']));
  const engine = h.engine();
  engine.start();
  await h.settled(jobId, 'issue-inconnue');
  await h.base.store.execute(resoudreEnvoi, { jobId, recu: false }, DOCTOR);
  engine.wake();
  await engine.stop();
  expect(await h.job(jobId)).toMatchObject({ etat: 'refuse', tentatives: 1 });
  expect(peer.received).toHaveLength(1);
});

test('DMP cut after storing: the same set again, and it is held once', async () => {
  const h = await house();
  h.peers.dmp.behaviour = 'coupe-apres';
  const jobId = first(await h.create(['dmp']));
  h.peers.dmp.afterTaking = () => {
    h.peers.dmp.behaviour = 'accepte';
  };
  const engine = h.engine();
  engine.start();
  await expect.poll(async () => (await h.job(jobId)).tentatives).toBe(1);
  await expect.poll(async () => (await h.job(jobId)).prochaineTentative).not.toBe(null);
  // The pause is real time in the record: the doctor's gesture shortens it.
  await h.base.store.execute(relancerEnvoi, { jobId }, DOCTOR);
  engine.wake();
  await h.settled(jobId, 'envoye');
  expect(h.peers.dmp.received).toHaveLength(1);
  expect(await h.base.store.query(tentativesDe, { jobId }, DOCTOR)).toMatchObject([
    { issue: 'inconnu' },
    { issue: 'envoye' },
  ]);
});

test('found en-cours after a crash: the DMP gets the same set, a mail waits for a proof or the doctor', async () => {
  const h = await house();
  const [dmp, mail] = (await h.create(['dmp', 'mssante-confrere'])) as [JobId, JobId];
  // The process ends once the peer has the bytes: the answer never reaches the record.
  const never = new Promise<void>(() => undefined);
  h.peers.dmp.afterTaking = () => never;
  h.peers['mssante-confrere'].afterTaking = () => never;
  const record = engineRecord(h.base.store, DOCTOR);
  new SendingEngine({
    record,
    senders: { dmp: h.peers.dmp.sender(), 'mssante-confrere': h.peers['mssante-confrere'].sender() },
  }).start();
  await expect.poll(() => h.peers.dmp.received.length + h.peers['mssante-confrere'].received.length).toBe(2);
  h.peers.dmp.afterTaking = () => undefined;
  h.peers['mssante-confrere'].afterTaking = () => undefined;
  h.engine().start();
  await h.settled(dmp, 'envoye');
  await h.settled(mail, 'issue-inconnue');
  expect(h.peers.dmp.received).toHaveLength(1);
  expect(h.peers['mssante-confrere'].received).toHaveLength(1);
});

test('stop: in flight is cut short, its outcome written, nothing else taken', async () => {
  const h = await house();
  const jobs = await h.create(['mssante-confrere'], ['un@x.mssante.fr']);
  const second = await h.base.store.execute(
    planterDocument,
    { patientId: h.patientId, titre: 'autre', envoi: 'du' },
    DOCTOR,
  );
  jobs.push(...(await h.create(['mssante-confrere'], ['un@x.mssante.fr'], second.documentId)));
  const signals: AbortSignal[] = [];
  const sender = {
    idempotent: false,
    send: async (_job: unknown, _contenu: unknown, signal: AbortSignal) => {
      signals.push(signal);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      return { kind: 'pas-maintenant' as const, code: null, explication: 'verrouillé', conseil: '' };
    },
  };
  const engine = new SendingEngine({
    record: engineRecord(h.base.store, DOCTOR),
    senders: { 'mssante-confrere': sender },
  });
  engine.start();
  await expect.poll(() => signals.length).toBe(1);
  await engine.stop();
  expect(signals).toHaveLength(1);
  expect(await h.job(first(jobs))).toMatchObject({ etat: 'a-envoyer', tentatives: 1 });
  expect(await h.job(jobs[1] as JobId)).toMatchObject({ etat: 'a-envoyer', tentatives: 0 });
});

test('a base that cannot take the outcome is offered it again: the job is neither lost nor sent twice', async () => {
  const h = await house();
  const jobId = first(await h.create(['mssante-confrere']));
  const record = engineRecord(h.base.store, DOCTOR);
  let failures = 3;
  const errors: unknown[] = [];
  const clock = { ...SYSTEM_CLOCK, after: (_milliseconds: number, call: () => void) => SYSTEM_CLOCK.after(5, call) };
  const failing = {
    ...record,
    finir: async (fin: Parameters<typeof record.finir>[0]) =>
      failures-- > 0 ? await Promise.reject(new Error('disque plein')) : await record.finir(fin),
  };
  const engine = new SendingEngine({
    record: failing,
    senders: { 'mssante-confrere': h.peers['mssante-confrere'].sender() },
    clock,
    onError: (error) => errors.push(error),
  });
  engines.push(engine);
  engine.start();
  await h.settled(jobId, 'envoye');
  expect(h.peers['mssante-confrere'].received).toHaveLength(1);
  expect(errors).toHaveLength(3);
});

test('another doctor’s card neither sends nor decides, and sees what it waits for', async () => {
  const h = await house();
  const jobId = first(await h.create(['dmp']));
  const engine = new SendingEngine({
    record: engineRecord(h.base.store, COLLEAGUE),
    senders: { dmp: h.peers.dmp.sender() },
  });
  engines.push(engine);
  engine.start();
  for (const command of [relancerEnvoi, annulerEnvoi])
    await expect(h.base.store.execute(command, { jobId }, COLLEAGUE)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(first(await h.base.store.query(listerEnvois, { filtre: 'en-attente' }, COLLEAGUE))).toMatchObject({
    etat: 'attend-carte',
    explication: 'Attend la carte du Dr Paul MEDECIN5729.',
    peutAnnuler: false,
  });
  await engine.stop();
  expect(h.peers.dmp.received).toHaveLength(0);
});

test('the same document does not leave twice by a double click; a foreign document does not leave at all', async () => {
  const h = await house();
  await h.create(['dmp', 'mssante-confrere']);
  await expect(h.create(['dmp'])).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(h.create(['mssante-confrere'], ['UN@x.mssante.fr'])).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await h.create(['mssante-confrere'], ['trois@x.mssante.fr']);
  const other = await h.base.store.execute(planterPatient, { nom: 'AUTRE' }, DOCTOR);
  const foreign = await h.base.store.execute(
    planterDocument,
    { patientId: other.patientId, titre: 'autre', envoi: 'du' },
    DOCTOR,
  );
  await expect(h.create(['dmp'], [], foreign.documentId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('[89]–[96] due documents: of this consultation, of before, set aside with a reason, cancelled and refused stay due', async () => {
  const h = await house();
  const depuis = new Date().toISOString() as never;
  const { documentId: fresh } = await h.base.store.execute(
    planterDocument,
    { patientId: h.patientId, titre: 'du jour', envoi: 'du' },
    DOCTOR,
  );
  const read = () => h.base.store.query(documentsAClore, { patientId: h.patientId, depuis }, DOCTOR);
  expect(await read()).toMatchObject({ deLaConsultation: [{ id: fresh }], anterieurs: [{ id: h.documentId }] });
  const jobId = first(await h.create(['dmp'], [], fresh));
  expect((await read()).deLaConsultation).toEqual([]);
  await h.base.store.execute(annulerEnvoi, { jobId }, DOCTOR);
  expect((await read()).deLaConsultation).toMatchObject([{ id: fresh, envoi: 'du' }]);
  h.peers.dmp.behaviour = 'refuse';
  const again = first(await h.create(['dmp'], [], fresh));
  h.engine().start();
  await h.settled(again, 'refuse');
  expect((await read()).deLaConsultation).toMatchObject([{ id: fresh, envoi: 'refuse' }]);
  expect(await h.base.store.query(resumerEnvois, {}, DOCTOR)).toEqual({
    dus: 2,
    refuses: 1,
    inconnus: 0,
    enAttente: 0,
  });
  expect((await h.base.store.query(documentsDus, {}, DOCTOR)).map((line) => line.patientNom)).toEqual([
    'CHEMIN Henri',
    'CHEMIN Henri',
  ]);
  await expect(
    h.base.store.execute(ecarterDocument, { patientId: h.patientId, documentId: fresh, motif: ' ' }, DOCTOR),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await h.base.store.execute(ecarterDocument, { patientId: h.patientId, documentId: fresh, motif: 'doublon' }, DOCTOR);
  await h.base.store.execute(
    ecarterDocument,
    { patientId: h.patientId, documentId: h.documentId, motif: 'sans intérêt' },
    DOCTOR,
  );
  expect(await read()).toEqual({ deLaConsultation: [], anterieurs: [] });
  expect(await h.base.store.query(etatDocument, { documentId: fresh }, DOCTOR)).toEqual({
    envoi: 'ecarte',
    motifEcarte: 'doublon',
  });
  expect(await h.base.store.query(resumerEnvois, {}, DOCTOR)).toMatchObject({ dus: 0, refuses: 0 });
});
