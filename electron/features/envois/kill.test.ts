import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Canal } from '../../../shared/contract/partage.ts';
import { DOCTOR, testBase, type TestBase } from '../../record/testing.ts';
import { SendingEngine } from './engine.ts';
import { engineRecord } from './engine-record.ts';
import { creerEnvois, listerEnvois } from './index.ts';
import { planterDocument, planterPatient } from './testing/fixtures.ts';
import { Peer } from './testing/peer.ts';

// A process, a base and two threads for each kill: a loaded machine takes its time.
vi.setConfig({ testTimeout: 90_000 + Number(process.env['HYGIE_KILLS'] ?? 10) * 3_000 });

const bases: TestBase[] = [];
const removeBases = async (): Promise<void> => {
  for (const base of bases.splice(0)) await base.remove();
};
afterEach(removeBases);

interface Message {
  readonly at?: string;
  readonly received?: string;
}

/** How many: `npm test` and `npm run crash` say. Each costs a process, two threads and a base. */
const KILLS = Number(process.env['HYGIE_KILLS'] ?? 10);
/** At each state of a job. */
const ROUNDS = Math.max(1, Math.round(KILLS / 60));
/** At any moment, wherever the job then stands. */
const ANY_MOMENT = Math.max(4, Math.round(KILLS / 10));

interface Victim {
  readonly received: string[];
  /** Resolves when it stands at its point; rejects when it ended by itself before. */
  readonly there: Promise<void>;
  kill(): Promise<void>;
}

/** Starts the victim on the base; it sends, and stands still at `point`. */
function startVictim(base: TestBase, point: string): Victim {
  const received: string[] = [];
  const child = fork(join(import.meta.dirname, 'testing', 'victim.ts'), {
    env: {
      ...process.env,
      HYGIE_VICTIM_POINT: point,
      HYGIE_VICTIM_BASE: base.directory,
      HYGIE_VICTIM_KEY: Buffer.from(base.key).toString('hex'),
    },
    stdio: 'inherit',
  });
  const there = new Promise<void>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.received !== undefined) received.push(message.received);
      if (message.at === point) resolve();
    });
    child.once('exit', () => reject(new Error('the victim ended by itself')));
  });
  there.catch(() => undefined);
  return {
    received,
    there,
    kill: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

type Channel = Exclude<Canal, 'mssante-patient'>;

/** A base with one job to send. */
async function baseWithJob(canal: Channel): Promise<{ base: TestBase; destinataires: string[] }> {
  const base = await testBase({ workerPath: join(import.meta.dirname, 'testing', 'record-worker.ts') });
  bases.push(base);
  const { patientId } = await base.store.execute(planterPatient, { nom: 'CHEMIN' }, DOCTOR);
  const { documentId } = await base.store.execute(planterDocument, { patientId, titre: 'VSM', envoi: 'du' }, DOCTOR);
  const contenu = new TextEncoder().encode('octets');
  const destinataires = canal === 'dmp' ? [] : ['un@x.mssante.fr'];
  const job = { documentId, canal, destinataires, contenu, parametres: null, identifiantExterne: 'id-1', copie: false };
  await base.store.execute(creerEnvois, { patientId, brouillons: [job] }, DOCTOR);
  await base.store.close();
  return { base, destinataires };
}

/** What became of the job after a restart that knew nothing of the kill: its last state, and how often its peer received it. */
async function afterRestart(
  base: TestBase,
  canal: Channel,
  received: readonly string[],
  destinataires: readonly string[],
): Promise<{ etat: string; received: number }> {
  const peer = new Peer(canal === 'dmp');
  for (const id of received) {
    peer.received.push(`${id} ${destinataires[0] ?? 'lot'}`);
    peer.contents.set(id, 'octets');
  }
  const store = await base.reopen();
  const engine = new SendingEngine({ record: engineRecord(store, DOCTOR), senders: { [canal]: peer.sender() } });
  engine.start();
  const state = async () => (await store.query(listerEnvois, { filtre: 'tous' }, DOCTOR))[0]?.etat ?? 'absent';
  await expect.poll(state, { timeout: 30_000 }).toMatch(/^(envoye|issue-inconnue)$/);
  await engine.stop();
  return { etat: await state(), received: peer.received.length };
}

const EXPECTED: Record<Channel, Record<string, { etat: string; received: number }>> = {
  dmp: {
    pris: { etat: 'envoye', received: 1 },
    reçu: { etat: 'envoye', received: 1 },
    fini: { etat: 'envoye', received: 1 },
  },
  'mssante-confrere': {
    pris: { etat: 'issue-inconnue', received: 0 },
    reçu: { etat: 'issue-inconnue', received: 1 },
    fini: { etat: 'envoye', received: 1 },
  },
};

for (const canal of ['dmp', 'mssante-confrere'] as const) {
  for (const point of ['pris', 'reçu', 'fini']) {
    test(`kill -9 of a real process, ${canal}, at « ${point} », ${ROUNDS} time(s)`, async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { base, destinataires } = await baseWithJob(canal);
        const victim = startVictim(base, point);
        await victim.there;
        await victim.kill();
        expect(await afterRestart(base, canal, victim.received, destinataires)).toEqual(EXPECTED[canal][point]);
        await removeBases();
      }
    });
  }

  test(`kill -9 at any moment, ${canal}, ${ANY_MOMENT} times: sent once or left to a human, never twice`, async () => {
    for (let kill = 0; kill < ANY_MOMENT; kill += 1) {
      const { base, destinataires } = await baseWithJob(canal);
      const victim = startVictim(base, 'pris');
      // Half of them around the moment when the job is taken, half while the process is still opening the base.
      if (kill % 2 === 0) await victim.there;
      else await new Promise((resolve) => setTimeout(resolve, (kill * 53) % 900));
      await victim.kill();
      const outcome = await afterRestart(base, canal, victim.received, destinataires);
      expect(outcome.received).toBeLessThanOrEqual(1);
      // A peer that can be asked again knows; a mail is only sent again when it surely never left.
      if (canal === 'dmp' || outcome.etat === 'envoye') expect(outcome).toEqual({ etat: 'envoye', received: 1 });
      await removeBases();
    }
  });
}
