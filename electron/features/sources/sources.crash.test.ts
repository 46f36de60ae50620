import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SFTP_PASSWORD, SftpServer } from '../../../fixtures/sandbox/sftp/server.ts';
import { checkBase } from '../../record/index.ts';
import { listResults } from '../biologie/index.ts';
import { listDocuments } from '../documents/index.ts';
import { countWaiting } from '../reception/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { saveSource, setFolder } from './commands.ts';
import { hprimFile, testSources } from './testing/files.ts';

const base = baseForTests({ beforeAll, afterAll });
/** How many: `npm test` and `npm run crash` say. Each starts a process; never under 15. */
const KILLS = Math.max(15, Math.ceil(Number(process.env.HYGIE_KILLS ?? 50) / 3));
const MOMENTS = ['avant', 'apres', 'hasard'] as const;

const built = join(import.meta.dirname, '../../../node_modules/.cache', `hygie-sources-victim-${process.pid}`);
const program = (name: string) => join(built, `${name}.mjs`);
let folder: string;
let server: SftpServer;
let remote: string;
const [local, hospital] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  await build({
    entryPoints: ['testing/victim.ts', '../../host/record-worker.ts'].map((name) => join(import.meta.dirname, name)),
    outdir: built,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  folder = mkdtempSync(join(tmpdir(), 'hygie-depots-'));
  server = new SftpServer({ port: 0, folder: mkdtempSync(join(tmpdir(), 'hygie-sftp-')) });
  remote = join(server.root('hopital-essais'), 'depots');
  const port = await server.listen();
  const { store } = base();
  const common = { actif: true, mode: 'indirect' as const, charset: null, expediteur: null, silenceJours: null };
  await store.execute(
    saveSource,
    { ...common, id: local, voie: 'hprim', nom: 'Laboratoire', sftp: null, secret: null },
    DOCTOR,
  );
  await store.execute(setFolder, { id: local, lequel: 'dossier', chemin: folder }, DOCTOR);
  const sftp = {
    hote: '127.0.0.1',
    port,
    utilisateur: 'hopital-essais',
    chemin: '/depots',
    empreinte: server.fingerprint,
    archivage: 'deplacer' as const,
  };
  await store.execute(
    saveSource,
    { ...common, id: hospital, voie: 'sftp', nom: 'Hôpital', sftp, secret: SFTP_PASSWORD },
    DOCTOR,
  );
}, 60_000);
afterAll(async () => {
  await server.close();
  for (const each of [built, folder]) rmSync(each, { recursive: true, force: true });
});

/** Written whole, then named, as the exchange software does. */
function drop(directory: string, number: number): void {
  writeFileSync(join(directory, `${number}.tmp`), hprimFile(number));
  renameSync(join(directory, `${number}.tmp`), join(directory, `${number}.hpr`));
}

async function collectAndDie(moment: (typeof MOMENTS)[number], milliseconds: number): Promise<void> {
  const { directory, key } = base();
  const child = spawn(process.execPath, [program('victim')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  const order = { directory, key: Buffer.from(key).toString('hex'), workerPath: program('record-worker'), moment };
  child.stdin.end(JSON.stringify({ ...order, ids: [local, hospital] }));
  await Promise.race([once(child.stdout, 'data'), gone]);
  if (moment === 'hasard') {
    await pause(milliseconds);
    child.kill('SIGKILL');
  }
  // The others die by their own hand, once they have files.
  const [, signal] = (await gone) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

const files = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const texts = (paths: readonly string[]) => paths.map((path) => readFileSync(path, 'latin1')).sort();

test(
  `killed ${KILLS} times while it collects a folder and a server: no file is lost, none is filed twice, each ends in the archive once`,
  { timeout: 90_000 + KILLS * 8_000 },
  async () => {
    const change = { nomNaissance: 'CHEMIN', premierPrenom: 'Henri', prenoms: ['Henri'], dateNaissance: '1948-08-18' };
    const patientId = await addPatient(base(), { ...change, sexe: 'M' });
    await base().store.close();
    const here: number[] = [];
    const there: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (const rank of [0, 1]) {
        here.push(10_000 + kill * 2 + rank);
        there.push(20_000 + kill * 2 + rank);
        drop(folder, 10_000 + kill * 2 + rank);
        drop(remote, 20_000 + kill * 2 + rank);
      }
      await collectAndDie(MOMENTS[kill % MOMENTS.length] ?? 'hasard', (kill * 41) % 250);
    }
    const store = await base().reopen();
    const { sources, reception, reports } = testSources(store);
    await reception.resume();
    const waiting = () =>
      files(folder)
        .concat(files(remote))
        .filter((path) => !path.includes('archives'));
    for (let passes = 0; waiting().length > 0 && passes < 200; passes += 1) {
      await sources.collect(local);
      await sources.collect(hospital);
      await pause(10);
    }
    await sources.stop();
    expect(waiting()).toEqual([]);
    expect(reports).toEqual([]);
    const sent = (numbers: readonly number[]) =>
      numbers.map((number) => Buffer.from(hprimFile(number)).toString('latin1')).sort();
    expect(texts(files(join(folder, 'archives')))).toEqual(sent(here));
    expect(texts(files(join(remote, 'archives')))).toEqual(sent(there));
    const documents = await store.query(listDocuments, { patientId }, DOCTOR);
    expect(documents).toHaveLength(KILLS * 4);
    expect(await store.query(listResults, { patientId }, DOCTOR)).toHaveLength(KILLS * 4);
    expect((await store.query(countWaiting, {}, DOCTOR)).total).toBe(KILLS * 4);
    expect(new Set(documents.map(({ provenances }) => provenances.join()))).toEqual(new Set(['HPRIM', 'SFTP']));
    await store.close();
    const { directory, key } = base();
    expect(await checkBase({ directory, key })).toMatchObject({ ok: true, journal: { ok: true } });
  },
);
