import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkBase } from '../../record/index.ts';
import { listDocuments } from '../documents/index.ts';
import { listResults } from '../biologie/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { countWaiting } from './index.ts';
import { readingReception } from './testing/reception.ts';
import { filesToRead } from './outcome.repository.ts';

const base = baseForTests({ beforeAll, afterAll });
/** How many: `npm test` and `npm run crash` say; never under 50. */
const KILLS = Math.max(50, Number(process.env.HYGIE_KILLS ?? 50));

const built = join(import.meta.dirname, '../../../node_modules/.cache', `hygie-reception-victim-${process.pid}`);
const program = (name: string) => join(built, `${name}.mjs`);
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
}, 60_000);
afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

function firstWord(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the victim ended by itself')));
  });
}

/** Lets a process take files in for a while, kills it without warning, and returns the last file that it was told was kept. */
async function receiveAndKill(from: number, milliseconds: number): Promise<number> {
  const { directory, key } = base();
  const child = spawn(process.execPath, [program('victim')], { stdio: ['pipe', 'pipe', 'inherit'] });
  let [last, pending] = [0, ''];
  child.stdout.on('data', (chunk: Buffer) => {
    pending += chunk.toString();
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    last = Math.max(last, ...lines.map(Number));
  });
  const order = { directory, key: Buffer.from(key).toString('hex'), from, workerPath: program('record-worker') };
  child.stdin.end(JSON.stringify(order));
  await firstWord(child);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await once(child, 'close');
  return last;
}

test(
  `killed ${KILLS} times while it receives: nothing that was acknowledged is lost, nothing is there twice`,
  { timeout: 60_000 + KILLS * 5_000 },
  async () => {
    const change = { nomNaissance: 'CHEMIN', premierPrenom: 'Henri', prenoms: ['Henri'], dateNaissance: '1948-08-18' };
    const patientId = await addPatient(base(), { ...change, sexe: 'M' });
    await base().store.close();
    const acknowledged = new Set<number>();
    let from = 1;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const last = await receiveAndKill(from, (kill * 37) % 300);
      for (let number = from; number <= last; number += 1) acknowledged.add(number);
      // Files that were under way are given again, as a folder does after a cut: those that were kept are told as known.
      from = Math.max(from, last + 1);
    }
    const store = await base().reopen();
    await readingReception(store).resume();
    expect(await store.query(filesToRead, { apres: 0, limite: 10 }, DOCTOR)).toEqual([]);
    const documents = await store.query(listDocuments, { patientId }, DOCTOR);
    const results = await store.query(listResults, { patientId }, DOCTOR);
    expect(documents.length).toBeGreaterThanOrEqual(acknowledged.size);
    expect(documents.length).toBeLessThanOrEqual(from + 2);
    expect(results).toHaveLength(documents.length);
    expect(new Set(results.map(({ documentId }) => documentId)).size).toBe(documents.length);
    expect((await store.query(countWaiting, {}, DOCTOR)).total).toBe(documents.length);
    await store.close();
    const { directory, key } = base();
    expect(await checkBase({ directory, key })).toMatchObject({ ok: true, journal: { ok: true } });
  },
);
