import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase, type Connection } from './database.ts';
import { migrate, schemaOf } from './migrate.ts';
import { currentSchema, MIGRATIONS } from './migrations/index.ts';
import { temporaryDirectory } from './testing.ts';

const directory = temporaryDirectory();
const key = randomBytes(32);
const copies = join(directory, 'copies');
let made = 0;
let connection: Connection | null = null;
function base(): Connection {
  made += 1;
  connection = openDatabase({ file: join(directory, `b${made}.db`), key, mode: 'create' });
  return connection;
}
afterEach(() => {
  connection?.close();
  rmSync(copies, { recursive: true, force: true });
});

const next = { number: 9990, name: 'essai', sql: `ALTER TABLE settings ADD COLUMN essai TEXT` };
const withRow = (db: Connection) => db.exec(`INSERT INTO settings (name, valueJson, modifieLe) VALUES ('a', '1', '')`);

test('steps are numbered by tens, in order', () => {
  const numbers = MIGRATIONS.map((migration) => migration.number);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.every((number) => number % 10 === 0)).toBe(true);
});

test('a new base needs no copy; one with rows is copied, encrypted, before it is changed', () => {
  const db = base();
  migrate(db, copies);
  expect(schemaOf(db)).toBe(currentSchema());
  expect(existsSync(copies)).toBe(false);
  withRow(db);
  migrate(db, copies, [...MIGRATIONS, next]);
  expect(db.prepare('SELECT name, essai FROM settings').all()).toEqual([{ name: 'a', essai: null }]);
  const copy = openDatabase({ file: join(copies, `schema-${currentSchema()}.db`), key, mode: 'read' });
  expect(copy.prepare('SELECT * FROM settings').all()).toEqual([{ name: 'a', valueJson: '1', modifieLe: '' }]);
  expect(schemaOf(copy)).toBe(currentSchema());
  copy.close();
});

test('a step that fails leaves the base as it was, with a readable message', () => {
  const db = base();
  migrate(db, copies);
  withRow(db);
  const broken = { ...next, sql: `${next.sql}; INSERT INTO nowhere VALUES (1)` };
  expect(() => {
    migrate(db, copies, [...MIGRATIONS, broken]);
  }).toThrow(expect.objectContaining({ code: 'INTERNAL', detail: expect.stringContaining('essai') as string }));
  expect(schemaOf(db)).toBe(currentSchema());
  expect(db.prepare('SELECT * FROM settings').all()).toEqual([{ name: 'a', valueJson: '1', modifieLe: '' }]);
  migrate(db, copies, [...MIGRATIONS, next]);
  expect(schemaOf(db)).toBe(next.number);
});

test('a base of a later version is not touched', () => {
  const db = base();
  migrate(db, copies, [...MIGRATIONS, next]);
  expect(() => {
    migrate(db, copies);
  }).toThrow(expect.objectContaining({ code: 'BASE_NEWER' }));
  expect(schemaOf(db)).toBe(next.number);
});
