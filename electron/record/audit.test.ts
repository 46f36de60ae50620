import { createSign, generateKeyPairSync } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { listAudit, noteInJournal } from './audit-commands.ts';
import { verifyAudit, type AuditVerdict } from './audit-verify.ts';
import { openDatabase, queryBuilder } from './database.ts';
import { readSlots } from './keys/slot-file.ts';
import { notePreLoginEvent } from './pre-login-journal.ts';
import type { HeadSigner } from './store.ts';
import { DOCTOR, testBase, type TestBase } from './testing.ts';

// Each opening starts two threads: on a loaded machine several of them take their time.
vi.setConfig({ testTimeout: 90_000 });

let signer: HeadSigner;
const folder = mkdtempSync(join(tmpdir(), 'hygie-signer-'));
beforeAll(() => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const options = [
    'req',
    '-x509',
    '-key',
    join(folder, 'key.pem'),
    '-subj',
    '/CN=TEST',
    '-outform',
    'DER',
    '-out',
    join(folder, 'c.der'),
  ];
  execFileSync('openssl', options, { stdio: 'ignore' });
  const certificate = readFileSync(join(folder, 'c.der'));
  signer = { certificate, sign: (message) => Promise.resolve(createSign('sha256').update(message).sign(privateKey)) };
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let base: TestBase | null = null;
afterEach(async () => {
  await base?.remove();
  base = null;
});

async function journal(rows: number): Promise<TestBase> {
  const made = await testBase();
  base = made;
  for (let row = 1; row <= rows; row += 1) {
    await made.store.execute(noteInJournal, { action: `essai ${row}`, patientId: null, detail: {} }, DOCTOR);
  }
  return made;
}

/** What somebody with the key and a SQLite tool could do. */
async function tamper(made: TestBase, sql: string): Promise<AuditVerdict> {
  await made.store.close();
  const file = join(made.directory, readSlots(made.directory)?.database ?? '');
  const connection = openDatabase({ file, key: made.key, mode: 'write' });
  connection.exec(
    `DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_heads_no_delete; ${sql}`,
  );
  const verdict = await verifyAudit(queryBuilder(connection));
  connection.close();
  return verdict;
}

test('the journal refuses changes and removals', async () => {
  const made = await journal(1);
  await made.store.close();
  const file = join(made.directory, readSlots(made.directory)?.database ?? '');
  const connection = openDatabase({ file, key: made.key, mode: 'write' });
  expect(() => connection.exec(`UPDATE audit SET action = 'autre'`)).toThrow('append-only');
  expect(() => connection.exec(`DELETE FROM audit`)).toThrow('append-only');
  expect(() => connection.exec(`DELETE FROM audit_heads`)).not.toThrow();
  connection.close();
});

test('a sound journal is followed to its end, signed heads included', async () => {
  const made = await journal(3);
  await made.store.signAuditHead('connexion', DOCTOR, signer);
  expect(await tamper(made, '')).toEqual({ ok: true, lignes: 4, tetesSignees: 1, derniereLigneSignee: 3 });
});

test('a changed row, a missing row and a rewritten chain are named', async () => {
  expect(await tamper(await journal(3), `UPDATE audit SET auteurNom = 'X' WHERE seq = 2`)).toMatchObject({
    ok: false,
    ligne: 2,
  });
  await base?.remove();
  expect(await tamper(await journal(3), `DELETE FROM audit WHERE seq = 2`)).toMatchObject({ ok: false, ligne: 2 });
});

test('a journal cut at its end is seen against its signed head, and a head kept elsewhere shows it when the head is cut too', async () => {
  const made = await journal(3);
  await made.store.signAuditHead('verrouillage', DOCTOR, signer);
  expect(await tamper(made, `DELETE FROM audit WHERE seq >= 3`)).toMatchObject({
    ok: false,
    ligne: 3,
    motif: expect.stringContaining('coupé') as string,
  });
  const file = join(made.directory, readSlots(made.directory)?.database ?? '');
  const connection = openDatabase({ file, key: made.key, mode: 'write' });
  const [head] = connection.prepare<[], { nombre: number; hash: string }>('SELECT nombre, hash FROM audit_heads').all();
  connection.exec('DELETE FROM audit_heads');
  const db = queryBuilder(connection);
  expect(await verifyAudit(db)).toMatchObject({ ok: true, lignes: 2 });
  expect(await verifyAudit(db, head === undefined ? [] : [head])).toMatchObject({ ok: false, ligne: 3 });
  connection.close();
});

test('a head whose signature is not its certificate’s is seen', async () => {
  const made = await journal(1);
  await made.store.signAuditHead('connexion', DOCTOR, { ...signer, sign: () => Promise.resolve(new Uint8Array(256)) });
  expect(await tamper(made, '')).toMatchObject({ ok: false, ligne: 1 });
});

test('what happened before login is taken in once at the next opening, and bad lines are told', async () => {
  const made = await journal(0);
  notePreLoginEvent(made.directory, new Date('2026-01-01T08:00:00Z'), 'code erroné, 2 essais restants');
  writeFileSync(join(made.directory, 'avant-connexion.jsonl'), '{"half', { flag: 'a' });
  const store = await made.reopen();
  expect(store.warnings).toHaveLength(1);
  const lines = await store.query(listAudit, { avant: null }, DOCTOR);
  expect(lines.map((line) => line.action)).toEqual(['avant-connexion.illisible', 'avant-connexion']);
  expect(lines[1]?.detail).toContain('code erroné, 2 essais restants');
  expect((await made.reopen()).warnings).toHaveLength(0);
});
