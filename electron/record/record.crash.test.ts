import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDossier } from '../features/dossier/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../features/testing.ts';
import type { PatientId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/domain/civil-date.ts';
import { checkBase } from './check.ts';
import { unlockWithCard } from './keys/base.ts';
import { openReadOnly } from './read-only.ts';
import { openRecord } from './store.ts';
import { softCard, WORKER_PATH } from './testing.ts';

const base = baseForTests({ beforeAll, afterAll });
/** How many: `npm test` and `npm run crash` say. */
const KILLS = Number(process.env.HYGIE_KILLS ?? 10);

/** The victims and their worker as one file each, as the product ships them: they start in a fraction of the time. */
const built = join(import.meta.dirname, '../../node_modules/.cache', `hygie-victims-${process.pid}`);
const victim = (name: string) => join(built, `${name}.mjs`);
beforeAll(async () => {
  const entryPoints = ['testing/typing-victim.ts', 'testing/rotation-victim.ts', '../host/record-worker.ts'].map(
    (name) => join(import.meta.dirname, name),
  );
  await build({
    entryPoints,
    outdir: built,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(built, { recursive: true, force: true });
});

/** Waits until the victim is at work; one that ends before says so here instead of hanging the test. */
function firstWord(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => {
      resolve();
    });
    child.once('exit', () => {
      reject(new Error('the victim ended by itself'));
    });
  });
}

/** Lets a process type for a random while, kills it without warning, and returns the last text that it was told was kept. */
async function typeAndKill(patientId: PatientId, from: number, milliseconds: number): Promise<number> {
  const { directory, key } = base();
  const child = spawn(process.execPath, [victim('typing-victim')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let last = from - 1;
  let pending = '';
  child.stdout.on('data', (chunk: Buffer) => {
    pending += chunk.toString();
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    last = Number(lines.at(-1) ?? last);
  });
  child.stdin.end(
    JSON.stringify({
      directory,
      key: Buffer.from(key).toString('hex'),
      patientId,
      from,
      workerPath: victim('record-worker'),
    }),
  );
  await firstWord(child);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await once(child, 'close');
  return last;
}

test(
  `killed ${KILLS} times while typing: what was acknowledged is there, the journal's chain holds, the lock is free for the next`,
  { timeout: 60_000 + KILLS * 5_000 },
  async () => {
    const patientId = await addPatient(base());
    const { directory, key } = base();
    await base().store.close();
    let from = 1;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const acknowledged = await typeAndKill(patientId, from, (kill * 37) % 150);
      const record = openReadOnly({ directory, key });
      const { notes } = await record.query(openDossier, { patientId }, DOCTOR, new Date().toISOString() as Instant);
      record.close();
      expect(notes).toHaveLength(1);
      const kept = Number(notes[0]?.texte.split(' ')[0]);
      // The write after the last acknowledged one may be on disk too: never less.
      expect(kept).toBeGreaterThanOrEqual(acknowledged);
      from = kept + 1;
    }
    expect(await checkBase({ directory, key })).toMatchObject({ ok: true, journal: { ok: true } });
  },
);

test(
  'killed while the key changes: the card still opens the base, whole, and one base only is left',
  { timeout: 60_000 + KILLS * 5_000 },
  async () => {
    const { directory } = base();
    await base().store.close();
    for (let kill = 0; kill < Math.max(5, KILLS / 4); kill += 1) {
      const child = spawn(process.execPath, [victim('rotation-victim'), directory, victim('record-worker')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await firstWord(child);
      await new Promise((resolve) => setTimeout(resolve, (kill * 61) % 400));
      child.kill('SIGKILL');
      await once(child, 'close');
      const key = await unlockWithCard(directory, softCard('c1'));
      if (key === null) throw new Error('the card no longer opens the base');
      expect(await checkBase({ directory, key })).toMatchObject({ ok: true });
    }
    const key = (await unlockWithCard(directory, softCard('c1'))) ?? Buffer.alloc(32);
    await (await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR })).close();
    expect(readdirSync(directory).filter((name) => /^base-.*[.]db$/.test(name))).toHaveLength(1);
  },
);
