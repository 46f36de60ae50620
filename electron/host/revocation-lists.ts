import { createHash, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pemCertificates } from '../formats/x509/certificate.ts';
import { readRevocationList } from '../formats/x509/revocation-list.ts';
import { readFileOrNull } from './read-file.ts';

export interface RevocationListsOptions {
  /** Files of one service, kept up to date by the system; one for each authority of the chain. Empty: the service has none. */
  readonly files: readonly string[];
  /** PEM of the authorities of the service: a list that none of them signed is no list. */
  readonly roots: readonly string[];
  /** Where the last good copy of each file stays, for the day when it is damaged or gone. Public data. */
  readonly directory: string;
}

interface Read {
  readonly bytes: Uint8Array;
  readonly pem: string;
  readonly thisUpdate: Date;
}

function readAsList(bytes: Uint8Array | null, keys: readonly KeyObject[]): Read | null {
  if (bytes === null) return null;
  const text = Buffer.from(bytes).toString('latin1');
  const pem = text.includes('-----BEGIN X509 CRL-----')
    ? text
    : `-----BEGIN X509 CRL-----\n${Buffer.from(bytes)
        .toString('base64')
        .replace(/.{64}/g, '$&\n')
        .trimEnd()}\n-----END X509 CRL-----\n`;
  for (const key of keys) {
    try {
      return { bytes, pem, thisUpdate: readRevocationList(bytes, key).thisUpdate };
    } catch {
      // Another authority of the chain may have signed it.
    }
  }
  return null;
}

/** Written whole beside, then put in its place. A disk that is full or read-only only loses the copy. */
function keep(directory: string, name: string, bytes: Uint8Array): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, name);
    writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // The list itself was had: the connection goes on with it.
  }
}

/**
 * The revocation lists of a service as they are now, PEM: of each file and of its last good copy, the newest that an authority of the service signed.
 * Null when one is missing altogether. How old they may be is judged at the handshake, which refuses an expired one.
 */
export function revocationLists({ files, roots, directory }: RevocationListsOptions): readonly string[] | null {
  if (files.length === 0) return [];
  const keys = roots.flatMap(pemCertificates).map((pem) => new X509Certificate(pem).publicKey);
  const lists: string[] = [];
  for (const file of files) {
    const name = `${createHash('sha256').update(file).digest('hex').slice(0, 16)}.crl`;
    const current = readAsList(readFileOrNull(file), keys);
    const kept = readAsList(readFileOrNull(join(directory, name)), keys);
    const newest = current !== null && (kept === null || current.thisUpdate >= kept.thisUpdate) ? current : kept;
    if (newest === null) return null;
    if (newest === current && (kept === null || current.thisUpdate > kept.thisUpdate))
      keep(directory, name, current.bytes);
    lists.push(newest.pem);
  }
  return lists;
}
