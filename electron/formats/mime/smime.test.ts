import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMail } from './index.ts';
import { openEnvelope } from './smime.ts';

let folder: string;
const openssl = (...words: string[]) =>
  execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });

const ENTITY = [
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Cher confrère, compte rendu joint.',
  '--b',
  'Content-Type: application/pdf; name=cr.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF-1.4 compte rendu').toString('base64'),
  '--b--',
  '',
].join('\r\n');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygie-smime-'));
  writeFileSync(join(folder, 'entite.txt'), ENTITY);
  for (const [name, ...kind] of [
    ['rsa', 'rsa:2048'],
    ['ec', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  ] as const)
    openssl(
      'req',
      '-x509',
      '-newkey',
      ...kind,
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-days',
      '30',
      '-subj',
      `/CN=Dr ${name.toUpperCase()}`,
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A message whose whole body is what OpenSSL made of the entity. */
function envelope(...words: string[]): Buffer {
  openssl('cms', ...words, '-binary', '-in', 'entite.txt', '-outform', 'DER', '-out', 'enveloppe.p7m');
  return readFileSync(join(folder, 'enveloppe.p7m'));
}
const sign = (name: string, ...words: string[]) =>
  envelope('-sign', '-nodetach', '-md', 'sha256', '-signer', `${name}.crt`, '-inkey', `${name}.key`, ...words);
const message = (der: Uint8Array, type = 'signed-data') =>
  Buffer.from(
    [
      'From: Dr RSA <dr.rsa@medecin.test.mssante.fr>',
      'To: x@medecin.test.mssante.fr',
      'Subject: Signé',
      `Content-Type: application/pkcs7-mime; smime-type=${type}; name=smime.p7m`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(der).toString('base64').replace(/.{76}/g, '$&\r\n'),
      '',
    ].join('\r\n'),
  );

test.each([
  ['RSA, lengths known', 'rsa', []],
  ['RSA, written as it goes (indefinite lengths)', 'rsa', ['-stream']],
  ['RSA-PSS', 'rsa', ['-keyopt', 'rsa_padding_mode:pss']],
  ['ECDSA', 'ec', []],
  ['without attributes', 'rsa', ['-noattr']],
  ['named by its key', 'rsa', ['-keyid']],
] as const)('opaque, %s: its content is read, and the signature is true', (_what, name, words) => {
  const mail = readMail(message(sign(name, ...words)));
  expect(mail).toMatchObject({ class: 'message', encrypted: null, subject: 'Signé', senderDoubts: [] });
  expect(mail.text).toContain('Cher confrère');
  expect(mail.attachments.map(({ name: file, kind }) => [file, kind])).toEqual([['cr.pdf', 'pdf']]);
  expect(mail.warnings).toEqual([
    expect.stringMatching(
      new RegExp(`signé \\(S/MIME\\) par « Dr ${name.toUpperCase()} » : rien n’y a été changé`),
    ) as string,
  ]);
});

test('a false signature is said, and makes the sender doubted; the content stays readable', () => {
  const der = Buffer.from(sign('rsa'));
  const at = der.indexOf('confr');
  der[at] = 'k'.charCodeAt(0);
  const mail = readMail(message(der));
  expect(mail.text).toContain('Cher konfr');
  expect(mail.warnings[0]).toContain('FAUSSE');
  expect(mail.senderDoubts).toEqual(['bad_signature']);
  // The signature itself, over attributes that are true of the content.
  const other = Buffer.from(sign('rsa'));
  other[other.length - 3] = (other.at(-3) ?? 0) ^ 1;
  expect(readMail(message(other)).senderDoubts).toEqual(['bad_signature']);
});

test('without its certificate, or by a digest that proves nothing any more, it is neither true nor false', () => {
  for (const der of [
    sign('rsa', '-nocerts'),
    envelope('-sign', '-nodetach', '-md', 'sha1', '-signer', 'rsa.crt', '-inkey', 'rsa.key'),
  ]) {
    const mail = readMail(message(der));
    expect(mail.text).toContain('Cher confrère');
    expect(mail.warnings[0]).toContain('n’a pas pu être vérifiée');
    expect(mail.senderDoubts).toEqual([]);
  }
});

test('enciphered is told as such, whatever its type says; signed inside signed is opened', () => {
  const enciphered = envelope('-encrypt', '-aes256', '-recip', 'rsa.crt');
  expect(openEnvelope(enciphered)).toEqual({ kind: 'enveloped' });
  expect(readMail(message(enciphered, 'enveloped-data'))).toMatchObject({ encrypted: 'smime' });
  expect(readMail(message(enciphered, 'signed-data'))).toMatchObject({ encrypted: 'smime' });
  const inner = message(sign('rsa')).toString('latin1').split('\r\n').slice(3).join('\r\n');
  writeFileSync(join(folder, 'dedans.txt'), inner);
  openssl(
    'cms',
    '-sign',
    '-nodetach',
    '-binary',
    '-signer',
    'ec.crt',
    '-inkey',
    'ec.key',
    '-in',
    'dedans.txt',
    '-outform',
    'DER',
    '-out',
    'double.p7m',
  );
  const mail = readMail(message(readFileSync(join(folder, 'double.p7m'))));
  expect(mail.text).toContain('Cher confrère');
  expect(mail.warnings).toHaveLength(2);
});

test('no mutation of an envelope makes the reading throw or hang', () => {
  const good = [sign('rsa'), sign('rsa', '-stream'), envelope('-encrypt', '-aes256', '-recip', 'rsa.crt')];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 }),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 10 }),
      fc.nat(3000),
      (which, changes, cut) => {
        const der = Buffer.from(good[which] ?? []);
        for (const [at, value] of changes) if (at < der.length) der[at] = value;
        const started = performance.now();
        const mail = readMail(message(cut > 2500 ? der.subarray(0, cut - 2000) : der));
        expect(performance.now() - started).toBeLessThan(2000);
        expect(mail.subject).toBe('Signé');
      },
    ),
    { numRuns: 300 },
  );
});
