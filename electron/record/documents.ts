import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HygieError } from '../../shared/errors.ts';
import type { Connection } from './database.ts';
import { makeDirectory, startDurableFiles, syncDirectory } from './durable.ts';

/** What a row keeps of bytes that were stored. */
export interface StoredBytes {
  /** Keyed hash: the key of `document_bytes` and, in hexadecimal, the name of the file. */
  readonly hash: Uint8Array;
  readonly sha256: Uint8Array;
  /** Size of the clear bytes. */
  readonly taille: number;
}

export interface DocumentReader {
  /** The clear bytes, checked against their hash. Throws HygieError NOT_FOUND or BASE_DAMAGED. */
  get(hash: Uint8Array): Uint8Array;
}

export interface DocumentWriter extends DocumentReader {
  /** Encrypts and writes the bytes, once for the same bytes, with their row in the running transaction; they are flushed before it commits. */
  put(bytes: Uint8Array): StoredBytes;
}

/** The writer as the record's thread holds it: what a command has put is flushed together, before its commit. */
export interface DocumentStore extends DocumentWriter {
  /** Resolves once everything put since the last call is on disk under its name. Hundreds of files share the disk's flushes. */
  settle(): Promise<void>;
  /** Forgets what was put since the last `settle`: the transaction is rolled back. */
  abandon(): void;
}

const NONCE = 12;
const TAG = 16;
/** Name, in `base_secrets`, of the key of file names. Inside the base, so that rotating the base's key leaves the files alone. */
export const NAME_SECRET = 'document-names';

/** Where the bytes of a keyed hash lie. */
export function documentPath(directory: string, hash: Uint8Array): string {
  const name = Buffer.from(hash).toString('hex');
  return join(directory, name.slice(0, 2), name);
}

function encrypt(bytes: Uint8Array, key: Uint8Array, hash: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(hash);
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(sealed: Uint8Array, key: Uint8Array, hash: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(hash);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}

interface BytesRow {
  readonly sha256: Buffer;
  readonly taille: number;
  readonly cle: Buffer;
}

/** Bytes of documents beside the base: one AES-256-GCM file for each keyed hash, its random key in the row. */
export function openDocuments(connection: Connection, directory: string, now: () => string): DocumentStore {
  const select = connection.prepare<[Uint8Array], BytesRow>(
    'SELECT sha256, taille, cle FROM document_bytes WHERE hash = ?',
  );
  const insert = connection.prepare(
    'INSERT INTO document_bytes (hash, sha256, taille, cle, creeLe) VALUES (?, ?, ?, ?, ?)',
  );
  const secret = connection
    .prepare<[string], { value: Buffer }>('SELECT value FROM base_secrets WHERE name = ?')
    .get(NAME_SECRET);
  if (secret === undefined) throw new HygieError('BASE_DAMAGED');

  const files = startDurableFiles();
  const madeHere = new Set<string>();

  function get(hash: Uint8Array): Uint8Array {
    const row = select.get(hash);
    if (row === undefined) throw new HygieError('NOT_FOUND');
    try {
      const bytes = decrypt(readFileSync(files.whereIs(documentPath(directory, hash))), row.cle, hash);
      if (bytes.length === row.taille && timingSafeEqual(createHash('sha256').update(bytes).digest(), row.sha256))
        return bytes;
    } catch (cause) {
      throw new HygieError('BASE_DAMAGED', 'Le contenu de ce document ne peut plus être lu.', { cause });
    }
    throw new HygieError('BASE_DAMAGED', 'Le contenu de ce document a été altéré.');
  }

  function put(bytes: Uint8Array): StoredBytes {
    const hash = createHmac('sha256', secret?.value ?? Buffer.alloc(0))
      .update(bytes)
      .digest();
    const sha256 = createHash('sha256').update(bytes).digest();
    const path = documentPath(directory, hash);
    const known = select.get(hash);
    const key = known?.cle ?? randomBytes(32);
    // Known but gone from the disk (a restored base without it): written again under its own key.
    if (known === undefined || !existsSync(files.whereIs(path))) {
      const folder = dirname(path);
      if (!madeHere.has(folder) && !existsSync(folder)) {
        makeDirectory(folder);
        syncDirectory(directory);
      }
      madeHere.add(folder);
      files.write(path, encrypt(bytes, key, hash));
    }
    if (known === undefined) insert.run(hash, sha256, bytes.length, key, now());
    return { hash, sha256, taille: bytes.length };
  }

  return { get, put, settle: () => files.settle(), abandon: () => files.abandon() };
}
