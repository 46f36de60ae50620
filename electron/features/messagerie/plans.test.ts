import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompiledQuery, Kysely } from 'kysely';
import { openDatabase, queryBuilder, type Connection } from '../../record/database.ts';
import { readSlots, type RecordSchema } from '../../record/index.ts';
import { baseForTests, DOCTOR } from '../testing.ts';
import { pageOf } from './list.repository.ts';
import { matchOf } from './search.ts';

const base = baseForTests({ beforeAll, afterAll });
let connection: Connection;
let builder: Kysely<RecordSchema>;
beforeAll(() => {
  const { directory, key } = base();
  connection = openDatabase({ file: join(directory, readSlots(directory)?.database ?? ''), key, mode: 'write' });
  builder = queryBuilder(connection);
});
afterAll(() => connection.close());

const planOf = (query: CompiledQuery): string =>
  connection
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query.sql}`)
    .all(...query.parameters)
    .map(({ detail }) => detail)
    .join('\n');
const input = { dossier: 'non-assignes', recherche: '', nonLusSeulement: false, curseur: null, limite: 100 };

test('a page of a list comes in the order of its index, whatever the folder holds', () => {
  const page = planOf(pageOf(DOCTOR.idNat, input, null).compile(builder));
  expect(page).toContain('SEARCH m USING INDEX mail_messages_liste (proprietaire=? AND liste=? AND key<?)');
  expect(page).not.toContain('TEMP B-TREE');
  const unread = planOf(pageOf(DOCTOR.idNat, { ...input, nonLusSeulement: true }, null).compile(builder));
  expect(unread).toContain('mail_messages_non_lus');
  expect(unread).not.toContain('TEMP B-TREE');
});

test('a search reads the text index in the order of the screen, then each message by its key', () => {
  const found = planOf(pageOf(DOCTOR.idNat, { ...input, dossier: null }, matchOf('glycémie martin')).compile(builder));
  expect(found).toMatch(/SCAN b VIRTUAL TABLE INDEX/);
  expect(found).toContain('SEARCH m USING INTEGER PRIMARY KEY');
  expect(found).not.toContain('TEMP B-TREE');
  expect(matchOf('d’l a')).toBeNull();
  expect(matchOf('"; DROP')).toBe('"DROP"*');
});
