import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CertificateStore } from '../host/administration.handlers.ts';

const run = promisify(execFile);

/** Name under which the card's module is known to NSS. */
const NAME = 'CPS';

/** Where Chromium's TLS library looks for card modules on Linux: the NSS database of the user. */
export function nssDirectory(home: string): string {
  return join(home, '.pki', 'nssdb');
}

export type NssRegistration = 'absent' | 'registered' | 'other-module';

/** Does the user's NSS database know this PKCS#11 module? Reads one text file, changes nothing. */
export function nssRegistration(home: string, modulePath: string): NssRegistration {
  let text: string;
  try {
    text = readFileSync(join(nssDirectory(home), 'pkcs11.txt'), 'utf8');
  } catch {
    return 'absent';
  }
  const modules = text.split(/\n\s*\n/).map((block) => new Map(block.split('\n').map((line) => pair(line))));
  if (modules.some((module) => module.get('library') === modulePath)) return 'registered';
  return modules.some((module) => module.get('name') === NAME) ? 'other-module' : 'absent';
}

function pair(line: string): [string, string] {
  const at = line.indexOf('=');
  return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/**
 * Adds the module to the user's NSS database, which is made when there is none. To be called before Chromium's first TLS exchange: it reads
 * its modules once. Needs `modutil` (Debian: libnss3-tools) and the user's agreement, which is the caller's to have.
 * @throws Error with a French message
 */
export async function registerInNss(home: string, modulePath: string): Promise<void> {
  const found = nssRegistration(home, modulePath);
  if (found === 'registered') return;
  const directory = nssDirectory(home);
  const database = ['-force', '-dbdir', `sql:${directory}`];
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (!existsSync(join(directory, 'pkcs11.txt'))) await run('modutil', ['-create', ...database]);
    if (found === 'other-module') await run('modutil', ['-delete', NAME, ...database]);
    await run('modutil', ['-add', NAME, '-libfile', modulePath, ...database]);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'l’outil « modutil » manque (paquet libnss3-tools)' : 'la base de certificats l’a refusé';
    throw new Error(`Le module de la carte n’a pas pu être ajouté : ${why}.`, { cause });
  }
}

/** The store of this user's session, on the one system where Chromium needs the module in it (Linux). */
export function certificateStoreOf(home: string): CertificateStore | null {
  if (process.platform !== 'linux') return null;
  return {
    directory: nssDirectory(home),
    holds: (modulePath) => nssRegistration(home, modulePath) === 'registered',
    add: (modulePath) => registerInNss(home, modulePath),
  };
}

/** Takes the module out of the user's NSS database again. */
export async function removeFromNss(home: string): Promise<void> {
  const database = ['-force', '-dbdir', `sql:${nssDirectory(home)}`];
  await run('modutil', ['-delete', NAME, ...database]).catch(() => undefined);
}
