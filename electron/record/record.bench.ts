import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDateOf, type Instant } from '../../shared/domain/civil-date.ts';
import { EMPTY_NOTE } from '../../shared/domain/medical.ts';
import { readDay } from '../features/agenda/index.ts';
import { importCim10, parseCim10, searchCim10 } from '../features/cim10/index.ts';
import { listDocuments } from '../features/documents/index.ts';
import { addElement, openDossier, saveDraft, startNote } from '../features/dossier/index.ts';
import { listPatients, searchPatients } from '../features/patients/index.ts';
import { seedBase, type SeedSize } from '../features/seed/index.ts';
import type { PatientId } from '../../shared/ids.ts';
import { createBase } from './keys/base.ts';
import { readSlots } from './keys/slot-file.ts';
import { openDatabase } from './database.ts';
import { openRecord, type RecordStore } from './store.ts';
import { DOCTOR, softCard, temporaryDirectory, WORKER_PATH } from './testing.ts';

/**
 * Figures of the record, one JSON line each: base M for values, L besides when HYGIE_BENCH_SIZES asks for it ("M,L"), with what searches
 * and openings grow by. Times are those of the caller: message to the thread, work, message back.
 */
const SIZES = (process.env.HYGIE_BENCH_SIZES ?? 'M').split(',') as SeedSize[];
const TODAY = '2026-03-02';

function figure(name: string, unit: string, times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
  process.stdout.write(
    `${JSON.stringify({ name, unit, p50: at(0.5), p95: at(0.95), p99: at(0.99), n: sorted.length })}\n`,
  );
  return at(0.95);
}

async function timed(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await run(index);
    times.push(performance.now() - start);
  }
  return times;
}

/** What a doctor types, key after key. */
function keystrokes(words: readonly string[]): string[] {
  return words.flatMap((word) => Array.from({ length: word.length }, (_, index) => word.slice(0, index + 1)));
}

async function measure(size: SeedSize, store: RecordStore): Promise<{ search: number; open: number }> {
  const { patients } = await store.query(listPatients, { apres: { tri: 'L', key: 0 }, limite: 300 }, DOCTOR);
  const ids = patients.map((patient) => patient.id);
  const one = (index: number): PatientId => ids[index % ids.length] ?? ids[0] ?? ('' as PatientId);
  const [extreme] = await store.query(searchPatients, { texte: 'extreme', limite: 1 }, DOCTOR);
  const heaviest = extreme?.id ?? one(0);

  const texts = keystrokes(['BROBIER MARIE', 'zancho', 'pierre lambi', 'mar p', '12/03/1961', '27404', 'jean-marc']);
  const searched = await timed(texts.length * 6, (index) =>
    store.query(searchPatients, { texte: texts[index % texts.length] ?? '', limite: 30 }, DOCTOR),
  );
  const search = figure(`record.search.${size}`, 'ms', searched);
  const open = figure(
    `record.open.${size}`,
    'ms',
    await timed(300, (index) => store.query(openDossier, { patientId: one(index) }, DOCTOR)),
  );
  figure(
    `record.open-heaviest.${size}`,
    'ms',
    await timed(100, () => store.query(openDossier, { patientId: heaviest }, DOCTOR)),
  );
  figure(
    `record.documents-heaviest.${size}`,
    'ms',
    await timed(50, () => store.query(listDocuments, { patientId: heaviest }, DOCTOR)),
  );
  figure(
    `record.agenda-day.${size}`,
    'ms',
    await timed(100, () => store.query(readDay, { date: civilDateOf(new Date(`${TODAY}T12:00:00Z`)) }, DOCTOR)),
  );

  const note = await store.execute(startNote, { patientId: heaviest }, DOCTOR);
  const texte = 'mot '.repeat(400);
  const save = (index: number) =>
    store.execute(
      saveDraft,
      { patientId: heaviest, noteId: note.id, contenu: { ...EMPTY_NOTE, texte: `${index} ${texte}` } },
      DOCTOR,
    );
  figure(`record.save-draft.${size}`, 'ms', await timed(1_000, save));
  const valeur = { debut: '2014', fin: null, type: 'Diagnostic', libelle: 'Banc d’essai', code: null };
  const add = (index: number) =>
    store.execute(addElement, { patientId: one(index), section: 'pathologies', valeur }, DOCTOR);
  figure(`record.add-element.${size}`, 'ms', await timed(300, add));
  return { search, open };
}

/** What the driver alone takes on this disk, with the same cipher and the same durability: one row written, one read. */
async function measureDriver(): Promise<void> {
  const folder = temporaryDirectory();
  const connection = openDatabase({ file: join(folder, 'brut.db'), key: randomBytes(32), mode: 'create' });
  try {
    connection.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, texte TEXT NOT NULL)');
    const insert = connection.prepare('INSERT INTO note (texte) VALUES (?)');
    const read = connection.prepare('SELECT texte FROM note WHERE id = ?');
    const texte = 'mot '.repeat(400);
    figure('sqlite.write', 'ms', await timed(1_000, () => Promise.resolve(insert.run(texte))));
    figure('sqlite.read', 'ms', await timed(1_000, (index) => Promise.resolve(read.get(index + 1))));
  } finally {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes with everything that a seeded base comes from. */
function seedVersion(): string {
  const hash = createHash('sha256').update(TODAY);
  for (const folder of ['migrations', join('..', 'features', 'seed')])
    for (const name of readdirSync(join(import.meta.dirname, folder)).sort())
      if (name.endsWith('.ts')) hash.update(readFileSync(join(import.meta.dirname, folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * A base of that size, made once: M takes a minute and a half, L five, and their patients are invented, so that their key may lie
 * beside them. HYGIE_BENCH_CACHE names the folder; without it the base is made anew and removed.
 */
async function seeded(size: SeedSize): Promise<{ directory: string; key: Uint8Array; remove: () => void }> {
  const cache = process.env['HYGIE_BENCH_CACHE'] ?? '';
  const folder = cache === '' ? temporaryDirectory() : join(cache, `${size}-${seedVersion()}`);
  const [directory, keyFile] = [join(folder, 'base'), join(folder, 'key')];
  const remove = () => (cache === '' ? rmSync(folder, { recursive: true, force: true }) : undefined);
  if (existsSync(keyFile)) return { directory, key: new Uint8Array(readFileSync(keyFile)), remove };
  // One that was interrupted is begun again.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { key } = await createBase({ directory, now: new Date(), card: softCard('c1') });
  const kept = Uint8Array.from(key);
  const store = await openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
  const codes = parseCim10(readFileSync(join(import.meta.dirname, '../../fixtures/cim10/cim10-mg.txt')));
  await store.execute(importCim10, { edition: 'ATIH 2009', entries: codes.entries }, DOCTOR);
  const start = performance.now();
  const onProgress = (done: number, total: number) => process.stderr.write(`\rseed ${size} ${done}/${total}`);
  await seedBase({ store, actor: DOCTOR, size, seed: 1, doctors: [DOCTOR], today: TODAY, onProgress });
  process.stderr.write('\n');
  figure(`record.seed.${size}`, 's', [(performance.now() - start) / 1000]);
  await store.close();
  if (cache !== '') writeFileSync(keyFile, kept);
  return { directory, key: kept, remove };
}

async function bench(size: SeedSize): Promise<{ search: number; open: number }> {
  const { directory, key, remove } = await seeded(size);
  try {
    const open = () => openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
    let store = await open();
    await store.close();
    figure(`record.size.${size}`, 'MB', [statSync(join(directory, readSlots(directory)?.database ?? '')).size / 1e6]);
    const opened = await timed(5, async (index) => {
      store = await open();
      await store.query(readDay, { date: civilDateOf(new Date(`${TODAY}T12:00:00Z` as Instant)) }, DOCTOR);
      if (index < 4) await store.close();
    });
    figure(`record.unlock-to-agenda-from-sources.${size}`, 'ms', opened);
    const results = await measure(size, store);
    const words = keystrokes(['diabete', 'hypertension', 'douleur thor', 'J44']);
    figure(
      `record.cim10-search.${size}`,
      'ms',
      await timed(words.length * 5, (index) =>
        store.query(searchCim10, { texte: words[index % words.length] ?? '', limite: 20 }, DOCTOR),
      ),
    );
    await store.close();
    return results;
  } finally {
    remove();
  }
}

await measureDriver();
const results: { search: number; open: number }[] = [];
for (const size of SIZES) results.push(await bench(size));
const [first, last] = [results[0], results.at(-1)];
if (first !== undefined && last !== undefined && results.length > 1) {
  figure('record.search.growth', 'ratio', [last.search / first.search]);
  figure('record.open.growth', 'ratio', [last.open / first.open]);
}
