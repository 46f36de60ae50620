import Database from 'better-sqlite3';
import { HygieError } from '../../shared/errors.ts';
import { asRecordError } from './errors.ts';
import { layoutOf } from './layout.ts';

export interface BaseLock {
  release(): void;
}

/**
 * One process owns a base. The lock is the operating system's own, taken by SQLite on a file that holds nothing: a killed process
 * leaves it free, and no stale pid can shut the doctor out. Throws HygieError BASE_IN_USE or BASE_READ_ONLY.
 */
export function lockBase(directory: string, nativeBinding?: string | null): BaseLock {
  let connection: Database.Database | null = null;
  try {
    connection = new Database(layoutOf(directory).lock, {
      timeout: 0,
      ...(typeof nativeBinding === 'string' ? { nativeBinding } : {}),
    });
    connection.pragma('journal_mode = DELETE');
    connection.exec('BEGIN EXCLUSIVE');
    const held = connection;
    return {
      release: () => {
        if (held.open) held.close();
      },
    };
  } catch (error) {
    connection?.close();
    const code = error instanceof Database.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY')) throw new HygieError('BASE_IN_USE', null, { cause: error });
    throw asRecordError(error);
  }
}
