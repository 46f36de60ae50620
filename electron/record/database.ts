import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { HygieError } from '../../shared/errors.ts';
import type { RecordSchema } from './schema.ts';
import { cacheStatements } from './statements.ts';

export type { Database } from 'better-sqlite3';
export type Connection = Database.Database;

export interface DatabaseOptions {
  readonly file: string;
  /** 32 bytes. The caller keeps and zeroes its own copy. */
  readonly key: Uint8Array;
  readonly mode: 'create' | 'write' | 'read';
  /** Binding built for another runtime; null or absent for the one shipped with the driver. */
  readonly nativeBinding?: string | null;
}

/** The key as the cipher takes it raw, without derivation: it is already 256 random bits. */
export function rawKey(key: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('raw:'), key]);
}

/**
 * Opens an encrypted base (SQLCipher 4 format). Throws HygieError BASE_DAMAGED when the file is missing or empty, and the driver's errors:
 * SQLITE_NOTADB for a wrong key or a damaged header.
 * WAL with synchronous=FULL: what is acknowledged survives a power cut.
 */
export function openDatabase(options: DatabaseOptions): Connection {
  const binding = options.nativeBinding;
  if (options.mode !== 'create' && !existsSync(options.file))
    throw new HygieError('BASE_DAMAGED', 'Le fichier de la base manque dans son dossier.');
  const connection = new Database(options.file, {
    readonly: options.mode === 'read',
    fileMustExist: options.mode !== 'create',
    timeout: 5_000,
    ...(typeof binding === 'string' ? { nativeBinding: binding } : {}),
  });
  try {
    connection.pragma(`cipher = 'sqlcipher'`);
    const key = rawKey(options.key);
    connection.key(key);
    key.fill(0);
    connection.pragma('foreign_keys = ON');
    connection.pragma('temp_store = MEMORY');
    connection.pragma('cell_size_check = ON');
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cache_size = -64000');
    // The first read of the file: a wrong key shows here.
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (options.mode === 'read') {
      connection.pragma('query_only = ON');
    } else {
      // An emptied file reads as a new base: without this it would be filled in silence in place of the doctor's.
      if (options.mode === 'write' && connection.pragma('user_version', { simple: true }) === 0)
        throw new HygieError('BASE_DAMAGED');
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
      connection.pragma('secure_delete = ON');
      connection.pragma('journal_size_limit = 33554432');
      // Checkpoints are made when idle (idle-checkpoint.ts); this is only the ceiling for a long burst of writes.
      connection.pragma('wal_autocheckpoint = 16000');
    }
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** Kysely over one connection, with its prepared statements kept. */
export function queryBuilder(connection: Connection): Kysely<RecordSchema> {
  return new Kysely<RecordSchema>({ dialect: new SqliteDialect({ database: cacheStatements(connection) }) });
}
