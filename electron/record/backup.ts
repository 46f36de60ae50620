import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { HygieError } from '../../shared/errors.ts';
import { openDatabase } from './database.ts';
import { documentPath } from './documents.ts';
import { syncDirectory } from './durable.ts';
import { asRecordError } from './errors.ts';
import { checkMac, requireSlots } from './keys/slot-file.ts';
import { layoutOf } from './layout.ts';
import type { AuditHeadRow } from './schema.ts';

export interface BackupOptions {
  readonly directory: string;
  readonly key: Uint8Array;
  /** File to make; it must not exist. */
  readonly target: string;
  readonly now: string;
  readonly nativeBinding: string | null;
  /** Gives up and leaves nothing behind. */
  readonly signal?: AbortSignal;
}

export interface BackupReport {
  readonly fichier: string;
  readonly octets: number;
  readonly documents: number;
  /** Cards and codes that open this backup. */
  readonly cartes: string[];
}

/** What a backup says of itself, in its first entry. Nothing of a patient. */
export const BACKUP_NOTICE = 'sauvegarde.json';

function notice(options: BackupOptions, cartes: string[], documents: number, heads: AuditHeadRow[]): Buffer {
  const tetesDuJournal = heads.map((head) => ({
    nombre: head.nombre,
    hash: head.hash,
    le: head.le,
    auteur: head.auteur,
    certificat: Buffer.from(head.certificat).toString('base64'),
    signature: Buffer.from(head.signature).toString('base64'),
  }));
  const text = {
    format: 'hygie-sauvegarde-1',
    faiteLe: options.now,
    ouvertePar: cartes,
    documents,
    tetesDuJournal,
    aide: 'Tout est chiffré. « hygie restore » en refait une base, qui s’ouvre avec une des cartes ou le code de récupération ci-dessus.',
  };
  return Buffer.from(`${JSON.stringify(text, null, 1)}\n`);
}

/**
 * Writes the whole base into one encrypted file while it is in use: a snapshot, then the documents that it names (they never change once
 * written). The file is a zip of a base's folder, nothing in it is in the clear. Throws HygieError DISK_FULL, BASE_READ_ONLY, NOT_ALLOWED.
 */
export async function backupBase(options: BackupOptions): Promise<BackupReport> {
  const { directory, key, target } = options;
  if (existsSync(target)) throw new HygieError('NOT_ALLOWED', 'Ce fichier existe déjà : choisissez un autre nom.');
  const layout = layoutOf(directory);
  const file = requireSlots(directory);
  checkMac(file, key);
  const snapshot = join(dirname(target), `.${basename(target)}.base`);
  const partial = join(dirname(target), `.${basename(target)}.partiel`);
  try {
    const connection = openDatabase({
      file: layout.database(file.database),
      key,
      mode: 'write',
      nativeBinding: options.nativeBinding,
    });
    try {
      rmSync(snapshot, { force: true });
      connection.prepare('VACUUM INTO ?').run(snapshot);
    } finally {
      connection.close();
    }
    const copy = openDatabase({ file: snapshot, key, mode: 'read', nativeBinding: options.nativeBinding });
    let hashes: Buffer[];
    let heads: AuditHeadRow[];
    try {
      hashes = copy
        .prepare<[], { hash: Buffer }>('SELECT hash FROM document_bytes ORDER BY hash')
        .all()
        .map((row) => row.hash);
      heads = copy.prepare<[], AuditHeadRow>('SELECT * FROM audit_heads ORDER BY id DESC LIMIT 50').all();
    } finally {
      copy.close();
    }
    const cartes = file.slots.filter((slot) => slot.kind !== 'enrolment').map((slot) => slot.label);
    const zip = new ZipFile();
    const stored = { compress: false };
    zip.addBuffer(notice(options, cartes, hashes.length, heads), BACKUP_NOTICE, { compress: true });
    zip.addBuffer(readFileSync(layout.slots), 'slots.json', stored);
    zip.addFile(snapshot, file.database, stored);
    for (const hash of hashes) {
      const path = documentPath(layout.documents, hash);
      // A document that is gone is told by `check`; it must not prevent the rest from being saved.
      if (existsSync(path)) zip.addFile(path, documentPath('documents', hash).replaceAll('\\', '/'), stored);
    }
    const failed = new Promise<never>((_resolve, reject) => zip.on('error', reject));
    zip.end();
    const { signal } = options;
    const written = pipeline(zip.outputStream, createWriteStream(partial, { mode: 0o600 }), signal ? { signal } : {});
    await Promise.race([written, failed]);
    const handle = openSync(partial, 'r+');
    fsyncSync(handle);
    closeSync(handle);
    renameSync(partial, target);
    syncDirectory(dirname(target));
    return { fichier: target, octets: statSync(target).size, documents: hashes.length, cartes };
  } catch (error) {
    throw asRecordError(error);
  } finally {
    for (const path of [snapshot, `${snapshot}-wal`, `${snapshot}-shm`, partial]) rmSync(path, { force: true });
  }
}
