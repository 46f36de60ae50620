import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openDatabase } from './database.ts';
import { syncDirectory } from './durable.ts';
import { asRecordError } from './errors.ts';
import { checkMac, requireSlots } from './keys/slot-file.ts';
import { layoutOf } from './layout.ts';
import { lockBase } from './lock.ts';
import { schemaOf } from './migrate.ts';
import { restoreBackup } from './restore.ts';

export interface ReplaceOptions {
  /** The backup to make the base from. */
  readonly file: string;
  /** Folder of the base that no longer opens, or that is not there yet. */
  readonly directory: string;
  readonly now: Date;
  readonly nativeBinding: string | null;
  /** The key of the restored base, by a card or the recovery code; null: this card does not open it. May throw WRONG_CODE. */
  readonly open: (directory: string) => Promise<Uint8Array | null>;
}

const stamp = (now: Date) => now.toISOString().slice(0, 19).replace(/[:T]/g, '-');

/**
 * Puts a restored base where a damaged one stands, once somebody proved that they can open it; the damaged one is kept beside, whole, under a
 * dated name. Until the last rename nothing of the former base has moved. Returns where the former base is (null: there was none), or false when the
 * card does not open the backup. Throws HygieError BASE_IN_USE, BASE_DAMAGED (the backup), WRONG_CODE, DISK_FULL, BASE_READ_ONLY.
 */
export async function replaceBase(options: ReplaceOptions): Promise<{ ecartee: string | null } | false> {
  const { file, directory, now, nativeBinding, open } = options;
  const fresh = `${directory}-restauree-${stamp(now)}`;
  const former = existsSync(directory) && readdirSync(directory).length > 0;
  try {
    await restoreBackup({ file, directory: fresh });
    const key = await open(fresh);
    if (key === null) return false;
    try {
      const slots = requireSlots(fresh);
      checkMac(slots, key);
      // Its first pages read with this key: a backup that does not open must not take the place of anything.
      const path = layoutOf(fresh).database(slots.database);
      const connection = openDatabase({ file: path, key, mode: 'read', nativeBinding });
      schemaOf(connection);
      connection.close();
    } finally {
      key.fill(0);
    }
    if (former) lockBase(directory, nativeBinding).release();
    const aside = former ? join(dirname(directory), `${basename(directory)}-ecartee-${stamp(now)}`) : null;
    if (aside !== null) renameSync(directory, aside);
    else rmSync(directory, { recursive: true, force: true });
    try {
      renameSync(fresh, directory);
    } catch (error) {
      if (aside !== null) renameSync(aside, directory);
      throw error;
    }
    syncDirectory(dirname(directory));
    return { ecartee: aside };
  } catch (error) {
    throw asRecordError(error);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
