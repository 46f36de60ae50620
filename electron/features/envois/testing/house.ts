import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { Canal } from '../../../../shared/contract/partage.ts';
import type { DocumentId, JobId, PatientId } from '../../../../shared/ids.ts';
import { DOCTOR, testBase, type TestBase } from '../../../record/testing.ts';
import { SendingEngine } from '../engine.ts';
import { engineRecord } from '../engine-record.ts';
import { creerEnvois } from '../jobs.commands.ts';
import { SYSTEM_CLOCK } from '../pacer.ts';
import { etatJob, planterDocument, planterPatient } from './fixtures.ts';
import { Peer } from './peer.ts';

const WORKER = join(import.meta.dirname, 'record-worker.ts');
const bases: TestBase[] = [];
/** Engines that a test made by itself, to be stopped with the others. */
export const engines: SendingEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  for (const base of bases.splice(0)) await base.remove();
});

/** A base, a patient, a document due, and a peer for each channel. */
export interface House {
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

/** One house for a test; engines are stopped and bases removed after it. */
export async function house(): Promise<House> {
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

/** The first of a list that has one. */
export const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('empty');
  return one;
};
