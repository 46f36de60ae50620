import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SaxesParser } from 'saxes';
import { mixedFiles } from '../../../fixtures/sandbox/laboratoire/mixed-files.ts';
import type { Person } from '../../../fixtures/sandbox/laboratoire/model.ts';
import { createFormatPool } from '../../host/format-pool.ts';
import { openReception } from '../../host/reception.ts';
import { createBase, openRecord } from '../../record/index.ts';
import { DOCTOR, softCard, temporaryDirectory, WORKER_PATH } from '../../record/testing.ts';
import { listPatients } from '../patients/index.ts';
import { seedBase } from '../seed/index.ts';
import { countWaiting, listWaiting, type Incoming } from './index.ts';

/**
 * Import of a mix of CDA and HPRIM files of laboratories into a base M: read in the format worker, matched, filed, indexed. Beside it, what the machine does bare:
 * saxes on the same CDA files, and as many inserts in a plain SQLite file, a transaction a hundred.
 */
const FILES = Number(process.env.HYGIE_BENCH_FILES ?? 2_000);
const BATCH = 100;

const figure = (name: string, unit: string, value: number, n: number) => {
  const p50 = Math.round(value * 100) / 100;
  process.stdout.write(`${JSON.stringify({ name, unit, p50, p95: p50, p99: p50, n })}\n`);
};

function bareSaxes(files: readonly Incoming[]): number {
  const texts = files.filter(({ nom }) => nom.endsWith('.xml')).map(({ bytes }) => new TextDecoder().decode(bytes));
  const start = performance.now();
  for (const text of texts) new SaxesParser({ xmlns: true }).write(text).close();
  return (texts.length * 60_000) / (performance.now() - start);
}

function bareInserts(directory: string): number {
  const plain = new DatabaseSync(join(directory, 'nu.db'));
  plain.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  plain.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c REAL)');
  const insert = plain.prepare('INSERT INTO t (a, b, c) VALUES (?, ?, ?)');
  const start = performance.now();
  for (let from = 0; from < FILES; from += BATCH) {
    plain.exec('BEGIN');
    // As many rows as a file makes here: its arrival, report, document, provenance and results.
    for (let row = 0; row < BATCH * 8; row += 1) insert.run('valeur', 'x'.repeat(120), row);
    plain.exec('COMMIT');
  }
  const rate = (FILES * 60_000) / (performance.now() - start);
  plain.close();
  return rate;
}

const folder = temporaryDirectory();
try {
  const directory = join(folder, 'base');
  const { key } = await createBase({ directory, now: new Date(), card: softCard('c1') });
  const store = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
  await seedBase({ store, actor: DOCTOR, size: 'M', seed: 1, doctors: [DOCTOR], today: '2026-03-02' });
  const { patients } = await store.query(listPatients, { apres: { tri: 'L', key: 0 }, limite: 500 }, DOCTOR);
  const people = patients.filter(({ statutIdentite }) => statutIdentite === 'qualifiee') as unknown as Person[];
  const files = mixedFiles(people, FILES, new Date('2026-03-02T10:00:00.000Z')).map((file): Incoming => ({
    ...file,
    voie: 'dossier',
  }));
  const formats = createFormatPool(join(import.meta.dirname, '../../host/format-worker.ts'));
  const reception = openReception({
    store,
    actor: DOCTOR,
    now: () => new Date(),
    publish: () => undefined,
    read: (order) => formats.run('lire-fichier', order),
    report: () => undefined,
    test: true,
  });
  // The worker loads its readers at its first file.
  await reception.intake(
    files.slice(0, 20).map((file) => ({ ...file, bytes: Buffer.concat([file.bytes, Buffer.from(' ')]) })),
  );
  const start = performance.now();
  const under: Promise<unknown>[] = [];
  for (let from = 0; from < files.length; from += BATCH) {
    under.push(reception.intake(files.slice(from, from + BATCH)));
    if (under.length > 2) await under.shift();
  }
  await Promise.all(under);
  figure('reception.import.M', 'files/min', (FILES * 60_000) / (performance.now() - start), FILES);
  figure('reception.bare-saxes', 'files/min', bareSaxes(files), FILES / 2);
  figure('reception.bare-inserts', 'files/min', bareInserts(folder), FILES);
  const times: number[] = [];
  for (let count = 0; count < 20; count += 1) {
    const before = performance.now();
    await store.query(listWaiting, { limite: 300 }, DOCTOR);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  figure('reception.list', 'ms', times[10] ?? 0, times.length);
  const { total } = await store.query(countWaiting, {}, DOCTOR);
  process.stderr.write(`à traiter : ${total}\n`);
  await formats.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
