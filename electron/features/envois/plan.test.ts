import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Query, RecordSchema } from '../../record/index.ts';
import { openDatabase } from '../../record/database.ts';
import { migrate } from '../../record/migrate.ts';
import { DOCTOR } from '../../record/testing.ts';
import { documentsAClore, documentsDus } from './due.ts';
import { listerEnvois, prochainEnvoi, resumerEnvois, suitesEnvois } from './jobs.repository.ts';

const directory = mkdtempSync(join(tmpdir(), 'hygie-plan-'));
const connection = openDatabase({ file: join(directory, 'base.db'), key: randomBytes(32), mode: 'create' });
migrate(connection, join(directory, 'copies'));
afterAll(() => {
  connection.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Runs a query on the empty schema and gives the plan of each of its statements. */
async function planOf<I, O>(query: Query<I, O>, input: I): Promise<string> {
  const statements: string[] = [];
  const watched: SqliteDatabase = {
    close: () => undefined,
    prepare: (text) => {
      statements.push(text);
      return connection.prepare(text) as ReturnType<SqliteDatabase['prepare']>;
    },
  };
  const db = new Kysely<RecordSchema>({ dialect: new SqliteDialect({ database: watched }) });
  const documents = { get: () => new Uint8Array() };
  await query.run(db, input, { now: '2026-03-02T10:00:00.000Z' as Instant, actor: DOCTOR, documents });
  return statements
    .filter((text) => /^\s*(select|with)/i.test(text))
    .map((text) => {
      const bound = Array.from({ length: text.split('?').length - 1 }, () => 'x');
      const rows = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...bound);
      return rows.map((row) => row.detail).join(' | ');
    })
    .join('\n');
}

test('what the engine and the home page ask, again and again, is read through an index', async () => {
  const next = await planOf(prochainEnvoi, { canal: 'dmp' });
  expect(next).toContain('jobs_a_faire');
  expect(next).not.toContain('TEMP B-TREE');
  const home = await planOf(resumerEnvois, {});
  expect(home).toContain('documents_a_envoyer');
  const followed = await planOf(suitesEnvois, {});
  expect(followed).toContain('jobs_a_suivre');
  expect(followed).toContain('jobs_copie');
  expect(await planOf(documentsDus, {})).toContain('documents_a_envoyer');
  expect(await planOf(listerEnvois, { filtre: 'tous' })).not.toContain('SCAN documents');
  const closing = await planOf(documentsAClore, {
    patientId: 'p' as PatientId,
    depuis: '2026-03-02T00:00:00.000Z' as Instant,
  });
  for (const plan of [next, home, followed, closing]) expect(plan).not.toMatch(/SCAN (jobs|documents)(?! USING)/);
});
