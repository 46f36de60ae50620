import { expect, test } from 'vitest';
import { HygieError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import { COLLEAGUE, DOCTOR } from '../../record/testing.ts';
import { SendingEngine } from './engine.ts';
import { engineRecord } from './engine-record.ts';
import { annulerEnvoi, listerEnvois, relancerEnvoi, resoudreEnvoi, resumerEnvois } from './index.ts';
import { SYSTEM_CLOCK } from './pacer.ts';
import { etatDocument, planterDocument, planterPatient, tentativesDe } from './testing/fixtures.ts';
import { engines, first, house } from './testing/house.ts';

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
  expect(await h.base.store.query(resumerEnvois, {}, DOCTOR)).toMatchObject({ inconnus: 1, dus: 0 });
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

test('bytes that can no longer be read: said, and nothing waits behind', async () => {
  const h = await house();
  const [dmp] = await h.create(['dmp']);
  const other = await h.base.store.execute(
    planterDocument,
    { patientId: h.patientId, titre: 'autre', envoi: 'du' },
    DOCTOR,
  );
  const [behind] = await h.create(['dmp'], [], other.documentId);
  const record = engineRecord(h.base.store, DOCTOR);
  const contenu = async (jobId: JobId) =>
    jobId === dmp ? await Promise.reject(new HygieError('BASE_DAMAGED')) : await record.contenu(jobId);
  const engine = new SendingEngine({ record: { ...record, contenu }, senders: { dmp: h.peers.dmp.sender() } });
  engines.push(engine);
  engine.start();
  await h.settled(dmp as JobId, 'refuse');
  await h.settled(behind as JobId, 'envoye');
  expect(h.peers.dmp.received).toHaveLength(1);
});
