import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HygieError } from '../../shared/errors.ts';
import type { Connection } from './database.ts';
import { NAME_SECRET } from './documents.ts';
import { makeDirectory } from './durable.ts';
import { currentSchema, MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

export function schemaOf(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

function apply(connection: Connection, migration: Migration): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.exec(migration.sql);
    if (migration.number === 10) {
      connection.prepare('INSERT INTO base_secrets (name, value) VALUES (?, ?)').run(NAME_SECRET, randomBytes(32));
    }
    if (
      connection.pragma('foreign_key_check') instanceof Array &&
      (connection.pragma('foreign_key_check') as unknown[]).length > 0
    ) {
      throw new Error(`foreign keys broken by ${migration.name}`);
    }
    connection.pragma(`user_version = ${migration.number}`);
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw new HygieError(
      'INTERNAL',
      `La mise à jour de la base (étape ${migration.number}, ${migration.name}) a échoué. La base est restée dans son état précédent.`,
      { cause: error },
    );
  }
}

/**
 * Brings a base to this version's schema, one transaction a step, an encrypted copy before the first one when the base is not new.
 * Throws HygieError BASE_NEWER, untouched, for a base of a later version.
 */
export function migrate(
  connection: Connection,
  backupDirectory: string,
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  const from = schemaOf(connection);
  const target = currentSchema(migrations);
  if (from > target) throw new HygieError('BASE_NEWER');
  const steps = migrations.filter((migration) => migration.number > from);
  if (steps.length === 0) return;
  if (from > 0) {
    makeDirectory(backupDirectory);
    const copy = join(backupDirectory, `schema-${from}.db`);
    if (existsSync(copy)) rmSync(copy);
    // The copy is encrypted under the same key as the base.
    connection.prepare('VACUUM INTO ?').run(copy);
  }
  for (const step of steps) apply(connection, step);
}
