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
vi.setConfig({ testTimeout: 90_000 });

const bases: TestBase[] = [];
afterEach(async () => {
  for (const base of bases.splice(0)) await base.remove();
});

interface Message {
  readonly at?: string;
  readonly received?: string;
}

/** Runs the victim on the base until it stands at `point`, then kill -9; what its peer received comes back. */
async function killAt(base: TestBase, point: string): Promise<string[]> {
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
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.received !== undefined) received.push(message.received);
      if (message.at === point) resolve();
    });
    child.once('exit', () => reject(new Error('the victim ended by itself')));
  });
  child.removeAllListeners('exit');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return received;
}

const EXPECTED: Record<Canal, Record<string, { etat: string; received: number }>> = {
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
  'mssante-patient': {},
};

for (const canal of ['dmp', 'mssante-confrere'] as const) {
  for (const point of ['pris', 'reçu', 'fini']) {
    test(`kill -9 of a real process, ${canal}, at « ${point} »`, async () => {
      const base = await testBase({ workerPath: join(import.meta.dirname, 'testing', 'record-worker.ts') });
      bases.push(base);
      const { patientId } = await base.store.execute(planterPatient, { nom: 'CHEMIN' }, DOCTOR);
      const { documentId } = await base.store.execute(
        planterDocument,
        { patientId, titre: 'VSM', envoi: 'du' },
        DOCTOR,
      );
      const contenu = new TextEncoder().encode('octets');
      const destinataires = canal === 'dmp' ? [] : ['un@x.mssante.fr'];
      await base.store.execute(
        creerEnvois,
        {
          patientId,
          brouillons: [
            { documentId, canal, destinataires, contenu, parametres: null, identifiantExterne: 'id-1', copie: false },
          ],
        },
        DOCTOR,
      );
      await base.store.close();
      const peer = new Peer(canal === 'dmp');
      for (const id of await killAt(base, point)) {
        peer.received.push(`${id} ${destinataires[0] ?? 'lot'}`);
        peer.contents.set(id, 'octets');
      }
      const store = await base.reopen();
      const engine = new SendingEngine({ record: engineRecord(store, DOCTOR), senders: { [canal]: peer.sender() } });
      engine.start();
      const expected = EXPECTED[canal][point];
      await expect
        .poll(async () => (await store.query(listerEnvois, { filtre: 'tous' }, DOCTOR))[0]?.etat, { timeout: 30_000 })
        .toBe(expected?.etat);
      await engine.stop();
      expect(peer.received).toHaveLength(expected?.received ?? -1);
    });
  }
}
