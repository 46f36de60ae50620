import { createWriteStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { HygieError } from '../../shared/errors.ts';
import { makeDirectory, syncDirectory } from './durable.ts';
import { asRecordError } from './errors.ts';
import { BACKUP_NOTICE } from './backup.ts';
import { repairSlots, requireSlots } from './keys/slot-file.ts';
import { layoutOf } from './layout.ts';

/** The only names a backup holds: nothing can be written elsewhere. */
const NAMES = /^(slots\.json|sauvegarde\.json|base-[0-9a-f]{8}\.db|documents\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

const damaged = (detail: string, cause?: unknown) => new HygieError('BASE_DAMAGED', detail, { cause });

async function extract(zip: ZipFile, into: string, signal: AbortSignal | undefined): Promise<void> {
  const folders = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    signal?.throwIfAborted();
    if (!NAMES.test(entry.fileName)) throw damaged('Ce fichier n’est pas une sauvegarde de Hygie.');
    const path = join(into, entry.fileName);
    if (!folders.has(dirname(path))) {
      makeDirectory(dirname(path));
      folders.add(dirname(path));
    }
    // 'wx': the same name twice is an attempt to deceive.
    await pipeline(
      await zip.openReadStreamPromise(entry),
      createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
    );
  }
}

/**
 * Makes a base again from a backup, in a folder that holds none. It opens with the cards that opened it when it was made.
 * Throws HygieError NOT_ALLOWED (the folder is not empty), BASE_DAMAGED (not a whole backup), DISK_FULL, BASE_READ_ONLY.
 */
export async function restoreBackup(options: {
  file: string;
  directory: string;
  /** Gives up and leaves nothing behind. */
  signal?: AbortSignal;
}): Promise<{ cartes: string[] }> {
  const { file, directory, signal } = options;
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new HygieError(
      'NOT_ALLOWED',
      'Le dossier choisi n’est pas vide : une restauration se fait dans un nouveau dossier.',
    );
  }
  const temporary = `${directory}.restauration`;
  try {
    rmSync(temporary, { recursive: true, force: true });
    makeDirectory(join(temporary, 'documents'));
    const zip = await openPromise(file).catch((cause: unknown) => {
      throw damaged('Ce fichier n’est pas une sauvegarde de Hygie, ou il est incomplet.', cause);
    });
    try {
      await extract(zip, temporary, signal);
    } finally {
      zip.close();
    }
    const slots = requireSlots(temporary);
    if (!existsSync(layoutOf(temporary).database(slots.database)))
      throw damaged('La base manque dans cette sauvegarde.');
    repairSlots(temporary);
    rmSync(join(temporary, BACKUP_NOTICE), { force: true });
    if (existsSync(directory)) rmSync(directory, { recursive: true });
    renameSync(temporary, directory);
    syncDirectory(dirname(directory));
    return { cartes: slots.slots.filter((slot) => slot.kind !== 'enrolment').map((slot) => slot.label) };
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    const known = asRecordError(error);
    if (signal?.aborted === true) throw error;
    throw known instanceof HygieError ? known : damaged('La sauvegarde est endommagée.', error);
  }
}
