import { join } from 'node:path';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { openDatabase, type Connection } from '../../record/database.ts';
import { readSlots, type RecordSchema } from '../../record/index.ts';
import { readCurves, readReport, readTable } from '../biologie/index.ts';
import { addPatient, baseForTests, DOCTOR } from '../testing.ts';
import { countWaiting, listWaiting, matchIdentity, readNews, readOutcomes } from './index.ts';
import { listTasks } from './tasks.ts';
import { filesToRead } from './outcome.repository.ts';
import { CHEMIN_QUALIFIE, identity, read, report, testReception } from './testing/reception.ts';
import { activeOfSet, documentOfUniqueId, documentsOfOrder, sameDocument } from './versions.repository.ts';

const base = baseForTests({ beforeAll, afterAll });
const reception = testReception(base);
let connection: Connection;
let patientId: PatientId;
let documentId = '';

beforeAll(async () => {
  const change = { nomNaissance: 'CHEMIN', premierPrenom: 'Henri', prenoms: ['Henri'], dateNaissance: '1948-08-18' };
  patientId = await addPatient(base(), { ...change, sexe: 'M' });
  const [filed] = await reception.take([reception.file(read([report()]))]);
  documentId = filed?.reports[0]?.document.id ?? '';
  const { directory, key } = base();
  connection = openDatabase({ file: join(directory, readSlots(directory)?.database ?? ''), key, mode: 'write' });
});
afterAll(() => connection.close());

/** Runs a reading and returns the plan of each statement it made. */
async function plansOf(run: (db: Kysely<RecordSchema>) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = [];
  const database: SqliteDatabase = {
    close: () => {},
    prepare: (sql) => {
      const statement = connection.prepare(sql);
      return {
        reader: statement.reader,
        all: (parameters) => {
          const steps = connection
            .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
            .all(...(parameters as unknown[]));
          plans.push(...steps.map(({ detail }) => detail));
          return statement.all(...(parameters as unknown[]));
        },
        run: () => ({ changes: 0, lastInsertRowid: 0 }),
        iterate: () => [].values(),
      };
    },
  };
  await run(new Kysely<RecordSchema>({ dialect: new SqliteDialect({ database }) }));
  return plans;
}

const context = () => ({
  now: '2026-03-16T10:00:00.000Z' as Instant,
  actor: DOCTOR,
  documents: { get: () => new Uint8Array() },
});

/** Each table is entered by an index; lists of JSON given by us are no tables. */
function expectIndexed(plans: readonly string[], ...indexes: string[]): void {
  expect(plans.length).toBeGreaterThan(0);
  const scans = plans.filter(
    (step) => /^SCAN (?!w VIRTUAL|\(subquery|CONSTANT|json_each)/.test(step) && !/USING (COVERING )?INDEX/.test(step),
  );
  expect(scans).toEqual([]);
  for (const index of indexes) expect(plans.join('\n')).toContain(index);
}

test('matching: INS, birth date and words of names, each by its index', async () => {
  const about = { test: true, senderCode: 'PARC', reserve: null };
  const byIns = await plansOf((db) => matchIdentity(db, CHEMIN_QUALIFIE, { ...about, road: 'ins' }));
  expectIndexed(byIns, 'patients_ins', 'patients_naissance', 'SEARCH n USING PRIMARY KEY');
  const byTraits = await plansOf((db) => matchIdentity(db, identity({ nom: 'AUTRE' }), { ...about, road: 'traits' }));
  expectIndexed(
    byTraits,
    'patients_naissance',
    'SEARCH n USING PRIMARY KEY',
    'SEARCH identity_links USING PRIMARY KEY',
  );
});

test('what waits: three partial indexes, in their order', async () => {
  const list = await plansOf((db) => listWaiting.run(db, { limite: 300 }, context()));
  expectIndexed(list, 'arrival_reports_attente', 'documents_a_voir', 'arrivals_a_voir');
  expect(list.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  expectIndexed(await plansOf((db) => countWaiting.run(db, {}, context())), 'arrivals_a_voir');
  expectIndexed(await plansOf((db) => filesToRead.run(db, { apres: 0, limite: 10 }, context())), 'arrivals_a_lire');
  expectIndexed(await plansOf((db) => listTasks.run(db, {}, context())), 'tasks_a_faire');
  expectIndexed(await plansOf((db) => readNews.run(db, { date: '2026-03-16' }, context())), 'documents_a_voir_patient');
  expectIndexed(await plansOf((db) => readOutcomes.run(db, { arrivees: ['x'] }, context())));
});

test('versions: by the bytes, the content, the order and the set, never through the whole record', async () => {
  const hash = Buffer.from([1]);
  expectIndexed(await plansOf((db) => documentOfUniqueId(db, '1.2^3')), 'documents_unique');
  expectIndexed(await plansOf((db) => sameDocument(db, patientId, hash, 'k')), 'documents_bytes', 'documents_contenu');
  expectIndexed(await plansOf((db) => documentsOfOrder(db, patientId, 'ordre:D1')), 'documents_demande');
  expectIndexed(await plansOf((db) => activeOfSet(db, patientId, '1.2')), 'documents_set');
});

test('biology: one range of the clustered table for each screen', async () => {
  for (const run of [
    (db: Kysely<RecordSchema>) => readCurves.run(db, { patientId }, context()),
    (db: Kysely<RecordSchema>) => readTable.run(db, { patientId, avant: null, colonnes: 20 }, context()),
  ]) {
    const plans = await plansOf(run);
    expectIndexed(plans, 'SEARCH r USING PRIMARY KEY (patientKey=?)');
    expect(plans.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  }
  const rapport = await plansOf((db) => readReport.run(db, { patientId, documentId: documentId as never }, context()));
  expectIndexed(rapport, 'results_document', 'SEARCH r USING PRIMARY KEY (patientKey=? AND analyte=? AND date<?)');
});
