import { join } from 'node:path';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CivilDate, Instant } from '../../shared/domain/civil-date.ts';
import { openDatabase, type Connection } from '../record/database.ts';
import type { Query, RecordSchema } from '../record/index.ts';
import { readSlots } from '../record/index.ts';
import { readDay } from './agenda/index.ts';
import { searchCim10 } from './cim10/index.ts';
import { latestOfType, listDocuments } from './documents/index.ts';
import { listNotes, openDossier, readHistory } from './dossier/index.ts';
import { findHomonyms, listPatients, searchPatients } from './patients/index.ts';
import { seedBase } from './seed/index.ts';
import { baseForTests, DOCTOR } from './testing.ts';

const base = baseForTests({ beforeAll, afterAll });
let connection: Connection;
beforeAll(async () => {
  const { store, directory, key } = base();
  await seedBase({ store, actor: DOCTOR, size: 'XS', seed: 1, doctors: [DOCTOR], today: '2026-03-02' });
  connection = openDatabase({ file: join(directory, readSlots(directory)?.database ?? ''), key, mode: 'write' });
});
afterAll(() => {
  connection.close();
});

/** The plan of every statement that a query runs, one line a step. */
async function plansOf<I, O>(query: Query<I, O>, input: I): Promise<string[]> {
  const plans: string[] = [];
  const database: SqliteDatabase = {
    close: () => {},
    prepare: (sql) => {
      const statement = connection.prepare(sql);
      const explain = (parameters: readonly unknown[]) => {
        const steps = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
        plans.push(...steps.map((step) => step.detail));
      };
      return {
        reader: statement.reader,
        all: (parameters) => {
          explain(parameters);
          return statement.all(...parameters);
        },
        run: (parameters) => {
          const { changes, lastInsertRowid } = statement.run(...parameters);
          return { changes, lastInsertRowid };
        },
        iterate: () => [].values(),
      };
    },
  };
  const db = new Kysely<RecordSchema>({ dialect: new SqliteDialect({ database }) });
  const documents = { get: () => new Uint8Array() };
  await query.run(db, input, { now: '2026-03-02T10:00:00.000Z' as Instant, actor: DOCTOR, documents });
  return plans;
}

/** No table is read from end to end, and nothing is sorted beyond what `sorts` allows. */
function expectIndexed(plans: string[], sorts = 0): void {
  expect(plans.length).toBeGreaterThan(0);
  // json_each and settings (a dozen rows by name) are no tables of the record.
  const scans = plans.filter(
    (step) => /^SCAN (?!CONSTANT|cim10_texte VIRTUAL)/.test(step) && !/USING (COVERING )?INDEX/.test(step),
  );
  expect(scans).toEqual([]);
  expect(plans.filter((step) => step.includes('TEMP B-TREE')).length).toBeLessThanOrEqual(sorts);
}

test('search of patients: a range of words for each kind, in the order of the index', async () => {
  for (const texte of ['mar', 'mar p', 'p m 1950', 'dupont 12/03/1961']) {
    const plans = await plansOf(searchPatients, { texte, limite: 30 });
    expectIndexed(plans);
    expect(
      plans.filter((step) => /^SEARCH w USING PRIMARY KEY \(kind=\? AND word>\? AND word<\?\)/.test(step)),
    ).toHaveLength(2);
  }
  expect(await plansOf(searchPatients, { texte: '12/03/1961', limite: 30 })).toContainEqual(
    expect.stringContaining('patients_naissance'),
  );
  expect(await plansOf(searchPatients, { texte: '1480851215', limite: 30 })).toContainEqual(
    expect.stringContaining('patients_ins'),
  );
});

test('first screen of a record: every list by the patient’s index, without sorting', async () => {
  const [patient] = (await base().store.query(listPatients, { apres: null, limite: 1 }, DOCTOR)).patients;
  if (patient === undefined) throw new Error('the base is seeded');
  const patientId = patient.id;
  const plans = await plansOf(openDossier, { patientId });
  expectIndexed(plans);
  for (const index of ['notes_patient', 'elements_patient', 'documents_patient'])
    expect(plans).toContainEqual(expect.stringContaining(index));
  expectIndexed(await plansOf(listDocuments, { patientId }));
  expectIndexed(await plansOf(listNotes, { patientId, avant: '2026-01-01T00:00:00.000Z' as Instant }));
  expectIndexed(await plansOf(latestOfType, { patientId, typeCode: 'SYNTH', envoyeSeulement: true }));
  expectIndexed(await plansOf(readHistory, { patientId, section: 'pathologies' }), 1);
});

test('agenda, homonyms, pages of patients, CIM-10', async () => {
  expectIndexed(await plansOf(readDay, { date: '2026-03-02' as CivilDate }));
  expectIndexed(await plansOf(findHomonyms, { nomNaissance: 'A', premierPrenom: 'B', dateNaissance: '1950-01-01' }), 1);
  expectIndexed(await plansOf(listPatients, { apres: { tri: 'L', key: 3 }, limite: 50 }));
  expectIndexed(
    (await plansOf(searchCim10, { texte: 'diabete', limite: 20 })).filter((step) => step !== 'SCAN cim10'),
    1,
  );
  expectIndexed((await plansOf(searchCim10, { texte: 'E10', limite: 20 })).filter((step) => step !== 'SCAN cim10'));
});
