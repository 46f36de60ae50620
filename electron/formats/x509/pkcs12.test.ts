import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pkcs12Error, readPkcs12 } from './pkcs12.ts';

let folder: string;
const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygie-p12-'));
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key', '-out', 'pem', '-subj', '/CN=essai');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A file made by openssl with these options. */
function exported(passphrase: string, ...options: string[]): Uint8Array {
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key',
    '-in',
    'pem',
    '-passout',
    `pass:${passphrase}`,
    '-out',
    'p12',
    ...options,
  );
  return readFileSync(join(folder, 'p12'));
}

function problemOf(work: () => unknown): string {
  try {
    work();
    return 'ouvert';
  } catch (error) {
    if (error instanceof Pkcs12Error) return error.problem;
    throw error;
  }
}

test.each([
  ['as exported today', []],
  ['AES-128 and SHA-512', ['-keypbe', 'aes-128-cbc', '-certpbe', 'aes-128-cbc', '-macalg', 'sha512']],
  ['triple DES and SHA-1', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ['certificate in clear', ['-certpbe', 'NONE']],
  ['more iterations', ['-iter', '50000']],
])('the key and the certificate are found: %s', (_name, options) => {
  const { keys, certificates } = readPkcs12(exported('une phrase é€', ...options), 'une phrase é€');
  const [certificate] = certificates.map((der) => new X509Certificate(der));
  const [key] = keys.map((der) => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }));
  if (key === undefined) throw new Error('no key');
  expect(certificate?.publicKey.equals(createPublicKey(key))).toBe(true);
});

test('a wrong passphrase, another file, and a protection without integrity are told apart', () => {
  const file = exported('bonne');
  expect(problemOf(() => readPkcs12(file, 'mauvaise'))).toBe('code');
  expect(problemOf(() => readPkcs12(readFileSync(join(folder, 'pem')), 'bonne'))).toBe('illisible');
  expect(problemOf(() => readPkcs12(exported('bonne', '-nomac'), 'bonne'))).toBe('algorithme');
});

test('a damaged or hostile file is refused, never a crash', () => {
  const file = exported('bonne');
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const altered = new Uint8Array(file);
      altered[at] = (altered[at] ?? 0) ^ change;
      expect(['ouvert', 'code', 'illisible', 'algorithme']).toContain(problemOf(() => readPkcs12(altered, 'bonne')));
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(problemOf(() => readPkcs12(bytes, 'bonne'))).not.toBe('ouvert');
    }),
  );
});
