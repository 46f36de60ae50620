import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Canal, Job } from '../../../shared/contract/partage.ts';
import type { JobId, PatientId } from '../../../shared/ids.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { SendingEngine, type EngineRecord } from './engine.ts';
import { SYSTEM_CLOCK } from './pacer.ts';
import { engineRecord } from './engine-record.ts';
import { annulerEnvoi, creerEnvois, listerEnvois, relancerEnvoi, resoudreEnvoi } from './index.ts';
import { planterDocument, planterPatient } from './testing/fixtures.ts';
import { Peer, type Comportement } from './testing/peer.ts';

const WORKER = join(import.meta.dirname, 'testing', 'record-worker.ts');
let base: TestBase;
let patientId: PatientId;
let time = Date.parse('2026-03-02T08:00:00.000Z');
beforeAll(async () => {
  base = await testBase({ workerPath: WORKER, clock: () => new Date(time) });
  patientId = (await base.store.execute(planterPatient, { nom: 'CHEMIN' }, DOCTOR)).patientId;
});
afterAll(() => base.remove());

/** Where the process dies: before or after one of the engine's writes. The peer's own part is between `prendre` and `finir`. */
const DEATHS = [
  'avant prendre',
  'après prendre',
  'pendant',
  'avant finir',
  'après finir',
  'avant reprendre',
  'après reprendre',
] as const;
type Death = (typeof DEATHS)[number] | null;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** One life of the process: once dead, nothing it does reaches the record nor the peer. */
class Life {
  dead = false;
  #died: () => void = () => undefined;
  readonly death = new Promise<void>((resolve) => {
    this.#died = resolve;
  });
  /** What the record was already doing when the process died: it ends before the next life begins. */
  readonly underWay = new Set<Promise<unknown>>();
  readonly #deathPoint: Death;
  constructor(death: Death) {
    this.#deathPoint = death;
  }

  reaches(point: string): boolean {
    if (point === this.#deathPoint) {
      this.dead = true;
      this.#died();
    }
    return !this.dead;
  }

  record(): EngineRecord {
    const real = engineRecord(base.store, DOCTOR);
    const mortal =
      <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (!this.reaches(`avant ${name}`)) return await never<R>();
        const running = call(...args);
        this.underWay.add(running);
        const result = await running.finally(() => this.underWay.delete(running));
        return this.reaches(`après ${name}`) ? result : await never<R>();
      };
    return {
      suites: mortal('suites', real.suites),
      reprendre: mortal('reprendre', real.reprendre),
      prochain: mortal('prochain', real.prochain),
      prendre: mortal('prendre', real.prendre),
      contenu: mortal('contenu', real.contenu),
      finir: mortal('finir', real.finir),
      prouver: mortal('prouver', real.prouver),
      noterCopie: mortal('noterCopie', real.noterCopie),
    };
  }
}

const list = (): Promise<Job[]> => base.store.query(listerEnvois, { filtre: 'tous' }, DOCTOR);

async function live(peers: Record<Canal, Peer>, jobs: readonly JobId[], death: Death): Promise<void> {
  const life = new Life(death);
  for (const peer of Object.values(peers))
    peer.afterTaking = () => (life.reaches('pendant') ? undefined : never<void>());
  const senders = { dmp: peers.dmp.sender(), 'mssante-confrere': peers['mssante-confrere'].sender() };
  const clock = { ...SYSTEM_CLOCK, now: () => new Date(time) };
  const engine = new SendingEngine({ record: life.record(), senders, clock });
  engine.start();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    if (life.dead) break;
    const now = new Date(time).toISOString();
    const mine = (await list()).filter((job) => jobs.includes(job.id));
    if (
      mine.every(
        (job) => job.etat !== 'en-cours' && !(job.etat === 'a-envoyer' && (job.prochaineTentative ?? '') <= now),
      )
    )
      break;
  }
  // It may die of its last answer, while it is being stopped.
  await Promise.race([engine.stop(), life.death]);
  await Promise.allSettled(life.underWay);
}

interface Round {
  readonly dmp: Comportement;
  readonly mail: Comportement;
  readonly death: Death;
  readonly gesture: 'rien' | 'relancer' | 'annuler' | 'recu' | 'non-recu';
  readonly on: number;
}
const behaviour = fc.constantFrom<Comportement>('accepte', 'refuse', 'en-panne', 'coupe-avant', 'coupe-apres');
const round: fc.Arbitrary<Round> = fc.record({
  dmp: behaviour,
  mail: fc.oneof(behaviour, fc.constant<Comportement>('un-refuse')),
  death: fc.oneof(fc.constant(null), fc.constantFrom(...DEATHS)),
  gesture: fc.constantFrom('rien', 'rien', 'relancer', 'annuler', 'recu', 'non-recu'),
  on: fc.nat(1),
});

let serial = 0;
const TO = ['un@x.mssante.fr', 'deux@x.mssante.fr'];

test(
  'whatever the peers do, wherever the process dies: nothing lost, nothing received twice without a gesture',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
        const { documentId } = await base.store.execute(
          planterDocument,
          { patientId, titre: 'VSM', envoi: 'du' },
          DOCTOR,
        );
        const number = ++serial;
        const draft = (canal: Canal, destinataires: readonly string[]) => ({
          documentId,
          canal,
          destinataires,
          contenu: new TextEncoder().encode(`${canal} ${number}`),
          parametres: null,
          identifiantExterne: `${canal}-${number}`,
          copie: false,
        });
        const created = await base.store.execute(
          creerEnvois,
          { patientId, brouillons: [draft('dmp', []), draft('mssante-confrere', TO)] },
          DOCTOR,
        );
        const peers = { dmp: new Peer(true), 'mssante-confrere': new Peer(false), 'mssante-patient': new Peer(false) };
        const gestures = new Map<JobId, number>(created.jobs.map((id) => [id, 0]));
        const said = new Set<JobId>();

        const check = async (): Promise<Job[]> => {
          const jobs = (await list()).filter((job) => created.jobs.includes(job.id));
          expect(jobs).toHaveLength(2);
          expect(new Set(peers.dmp.received).size).toBe(peers.dmp.received.length);
          for (const job of jobs) {
            if (job.canal === 'dmp') {
              expect(peers.dmp.received.length).toBeLessThanOrEqual(1);
              if (job.etat === 'envoye' && !said.has(job.id)) expect(peers.dmp.received).toHaveLength(1);
              continue;
            }
            for (const recipient of job.destinataires) {
              const times = peers['mssante-confrere'].count(`mssante-confrere-${number} ${recipient.adresse}`);
              expect(times).toBeLessThanOrEqual(1 + (gestures.get(job.id) ?? 0));
              if (recipient.etat === 'accepte' && !said.has(job.id)) expect(times).toBeGreaterThanOrEqual(1);
            }
          }
          return jobs;
        };

        for (const step of rounds) {
          peers.dmp.behaviour = step.dmp;
          peers['mssante-confrere'].behaviour = step.mail;
          await live(peers, created.jobs, step.death);
          await check();
          const jobId = created.jobs[step.on];
          if (jobId !== undefined && step.gesture !== 'rien') {
            const gesture = {
              relancer: () => base.store.execute(relancerEnvoi, { jobId }, DOCTOR),
              annuler: () => base.store.execute(annulerEnvoi, { jobId }, DOCTOR),
              recu: () => base.store.execute(resoudreEnvoi, { jobId, recu: true }, DOCTOR),
              'non-recu': () => base.store.execute(resoudreEnvoi, { jobId, recu: false }, DOCTOR),
            }[step.gesture];
            const done = await gesture().then(
              () => true,
              () => false,
            );
            if (done && step.gesture === 'relancer') gestures.set(jobId, (gestures.get(jobId) ?? 0) + 1);
            if (done && step.gesture === 'recu') said.add(jobId);
          }
          time += 20 * 60_000;
        }
        peers.dmp.behaviour = 'accepte';
        peers['mssante-confrere'].behaviour = 'accepte';
        for (let passes = 0; passes < 2; passes++) {
          await live(peers, created.jobs, null);
          time += 20 * 60_000;
        }
        for (const job of await check()) expect(['envoye', 'refuse', 'issue-inconnue', 'annule']).toContain(job.etat);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
  },
);
