import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase, rawKey } from '../database.ts';
import { syncDirectory } from '../durable.ts';
import { layoutOf } from '../layout.ts';
import { newDatabaseName, newRecoverySlot } from './base.ts';
import { checkMac, requireSlots, writeSlots, type Slot } from './slot-file.ts';
import { resealSlot } from './slots.ts';

export interface RotationOptions {
  readonly directory: string;
  readonly key: Uint8Array;
  readonly change: SlotChange;
  readonly nativeBinding: string | null;
}

/** What the slots become with the new key. A newcomer's code that was not used goes in both cases. */
export type SlotChange =
  | { readonly kind: 'remove'; readonly slotId: string }
  | { readonly kind: 'new-recovery-code'; readonly code: string; readonly now: string };

function changed(slots: readonly Slot[], change: SlotChange, baseId: string, key: Uint8Array): Slot[] {
  if (change.kind === 'remove') return slots.filter((slot) => slot.id !== change.slotId && slot.kind !== 'enrolment');
  return [...slots.filter((slot) => slot.kind === 'card'), newRecoverySlot(baseId, key, change.code, change.now)];
}

/**
 * Gives the base another key: the base is copied under the new key beside the old one, and one rename of the slot file makes the change.
 * Before that rename nothing changed; after it the old file is rubbish. The base must be closed and its lock held. It takes a minute for a large
 * base: it runs in a thread of its own.
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
  const slots = changed(file.slots, options.change, file.baseId, key).map((slot) => resealSlot(file.baseId, key, slot));
  writeSlots(directory, { ...file, database, slots }, key);
  dropLeftovers(directory);
  dropMigrationBackups(directory);
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
function dropMigrationBackups(directory: string): void {
  const { migrationBackups } = layoutOf(directory);
  if (existsSync(migrationBackups)) rmSync(migrationBackups, { recursive: true });
}
