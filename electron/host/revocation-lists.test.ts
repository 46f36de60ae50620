import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../fixtures/sandbox/start.ts';
import { NetworkError } from '../network/http.ts';
import { softwareCertificateTransport } from '../network/https-software-certificate.ts';
import { revocationLists } from './revocation-lists.ts';

let honest: Sandbox;
let revoked: Sandbox;
let folder: string;
beforeAll(async () => {
  honest = await startSandbox({ mssante: false });
  revoked = await startSandbox({ mssante: false, dmpIdentity: 'revoked-server' });
  folder = mkdtempSync(join(tmpdir(), 'hygie-listes-'));
}, 60_000);
afterAll(async () => {
  await honest.stop();
  await revoked.stop();
  rmSync(folder, { recursive: true, force: true });
});

const text = (path: string) => readFileSync(path, 'utf8');
const roots = () => [text(honest.dmp.roots)];
const directory = () => join(folder, 'copies');
const lists = (files: readonly string[]) => revocationLists({ files, roots: roots(), directory: directory() });

/** Reaches a bac à sable with these lists, and says what came of it. */
async function reach({ dmp }: Sandbox, revocation: readonly string[]): Promise<string> {
  const { auth } = dmp.structure;
  const transport = softwareCertificateTransport({
    trust: { roots: roots(), revocationLists: revocation },
    client: { format: 'pem', certificate: text(auth.certificate), key: text(auth.key), passphrase: null },
  });
  return transport.send({ method: 'GET', url: dmp.url, headers: {}, timeoutMs: 10_000 }).then(
    () => 'reached',
    (error: unknown) => (error instanceof NetworkError ? `${error.kind}: ${error.message}` : String(error)),
  );
}

test('a service whose certificate was revoked is refused with a plain sentence, an honest one is reached', async () => {
  const both = lists([honest.dmp.crl, honest.dmp.rootCrl]) ?? [];
  expect(both).toHaveLength(2);
  expect(await reach(honest, both)).toBe('reached');
  expect(await reach(revoked, both)).toBe(
    'tls: Le certificat du service a été révoqué par son autorité. Rien n’a été transmis.',
  );
  // Without the lists nobody would have known.
  expect(await reach(revoked, [])).toBe('reached');
});

test('the list of one authority of the chain is not enough', async () => {
  expect(await reach(honest, lists([honest.dmp.crl]) ?? [])).toContain('manque ou est périmée');
});

test('a damaged, foreign or vanished file leaves the last good copy in its place; without one there is none', () => {
  const file = join(folder, 'liste.crl');
  expect(lists([file])).toBeNull();
  writeFileSync(file, readFileSync(honest.organisations.crlDer));
  const [good] = lists([file]) ?? [];
  expect(good).toContain('BEGIN X509 CRL');
  writeFileSync(file, 'rien de lisible');
  expect(lists([file])).toEqual([good]);
  rmSync(file);
  expect(lists([file])).toEqual([good]);
  expect(readdirSync(directory()).every((name) => name.endsWith('.crl'))).toBe(true);
});

test('an expired list is refused at the handshake', async () => {
  const { folder: authority } = honest.organisations;
  const { execFileSync } = await import('node:child_process');
  const config = join(authority, 'organisations', 'openssl.cnf');
  const old = join(folder, 'ancienne.crl');
  const dates = ['-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20200201000000Z'];
  execFileSync('openssl', ['ca', '-config', config, '-gencrl', ...dates, '-out', old], { stdio: 'pipe' });
  expect(await reach(honest, lists([old, honest.dmp.rootCrl]) ?? [])).toContain('périmée');
});
