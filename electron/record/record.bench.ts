import { readFileSync, rmSync, statSync } from 'node:fs';
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

async function bench(size: SeedSize): Promise<{ search: number; open: number }> {
  const folder = temporaryDirectory();
  const directory = join(folder, 'base');
  try {
    const { key } = await createBase({ directory, now: new Date(), card: softCard('c1') });
    const open = () => openRecord({ directory, key, workerPath: WORKER_PATH, actor: DOCTOR });
    let store = await open();
    const codes = parseCim10(readFileSync(join(import.meta.dirname, '../../fixtures/cim10/cim10-mg.txt')));
    await store.execute(importCim10, { edition: 'ATIH 2009', entries: codes.entries }, DOCTOR);
    const start = performance.now();
    const onProgress = (done: number, total: number) => process.stderr.write(`\rseed ${size} ${done}/${total}`);
    await seedBase({ store, actor: DOCTOR, size, seed: 1, doctors: [DOCTOR], today: TODAY, onProgress });
    process.stderr.write('\n');
    figure(`record.seed.${size}`, 's', [(performance.now() - start) / 1000]);
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
    rmSync(folder, { recursive: true, force: true });
  }
}

const results: { search: number; open: number }[] = [];
for (const size of SIZES) results.push(await bench(size));
const [first, last] = [results[0], results.at(-1)];
if (first !== undefined && last !== undefined && results.length > 1) {
  figure('record.search.growth', 'ratio', [last.search / first.search]);
  figure('record.open.growth', 'ratio', [last.open / first.open]);
}
