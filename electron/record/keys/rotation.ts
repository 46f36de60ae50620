import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase, rawKey } from '../database.ts';
import { syncDirectory } from '../durable.ts';
import { layoutOf } from '../layout.ts';
import { newDatabaseName } from './base.ts';
import { checkMac, requireSlots, writeSlots, type Slot } from './slot-file.ts';
import { resealSlot } from './slots.ts';

export interface RotationOptions {
  readonly directory: string;
  readonly key: Uint8Array;
  /** What the slots become; they are sealed again for the new key. */
  readonly change: (slots: readonly Slot[], baseId: string, newKey: Uint8Array) => readonly Slot[];
  readonly nativeBinding: string | null;
}

/**
 * Gives the base another key: the base is copied under the new key beside the old one, and one rename of the slot file makes the change.
 * Before that rename nothing changed; after it the old file is rubbish. The base must be closed and its lock held.
 */
export function rotateKey(options: RotationOptions): Uint8Array {
  const { directory, nativeBinding } = options;
  const layout = layoutOf(directory);
  const file = requireSlots(directory);
  checkMac(file, options.key);
  const key = randomBytes(32);
  const database = newDatabaseName();
  const copy = layout.database(database);
  const old = openDatabase({ file: layout.database(file.database), key: options.key, mode: 'write', nativeBinding });
  try {
    old.pragma('wal_checkpoint(TRUNCATE)');
    old.prepare('VACUUM INTO ?').run(copy);
  } finally {
    old.close();
  }
  const fresh = openDatabase({ file: copy, key: options.key, mode: 'write', nativeBinding });
  try {
    fresh.pragma('journal_mode = DELETE');
    const raw = rawKey(key);
    fresh.rekey(raw);
    raw.fill(0);
  } finally {
    fresh.close();
  }
  const check = openDatabase({ file: copy, key, mode: 'write', nativeBinding });
  try {
    if (check.pragma('quick_check', { simple: true }) !== 'ok')
      throw new Error('the copy under the new key is not sound');
  } finally {
    check.close();
  }
  const handle = openSync(copy, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  syncDirectory(directory);
  const slots = options.change(file.slots, file.baseId, key).map((slot) => resealSlot(file.baseId, key, slot));
  writeSlots(directory, { ...file, database, slots }, key);
  dropLeftovers(directory);
  return key;
}

/** Removes what a change of key (done, or cut before its end) left behind: bases under a key that opens nothing any more. */
export function dropLeftovers(directory: string): void {
  const file = requireSlots(directory);
  for (const name of readdirSync(directory)) {
    if (/^base-[0-9a-f]{8}\.db(-wal|-shm|-journal)?$/.test(name) && !name.startsWith(file.database))
      rmSync(join(directory, name));
  }
}

/** Copies made before a change of schema are under the former key: they go with it. */
export function dropMigrationBackups(directory: string): void {
  const { migrationBackups } = layoutOf(directory);
  if (existsSync(migrationBackups)) rmSync(migrationBackups, { recursive: true });
}
