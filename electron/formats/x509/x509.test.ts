import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { verifyChain } from './chain.ts';
import { certificateNames } from './distinguished-name.ts';
import { revocationOf } from './revocation.ts';

const cards = join(process.env['HYGIE_CACHE'] ?? join(homedir(), '.cache', 'hygie'), 'cards');
const pem = (card: string, file = 'aut.pem') =>
  readCertificate(readFileSync(join(cards, 'cartes', card, file), 'utf8'));
const authorities = [readFileSync(join(cards, 'ca', 'chain.pem'), 'utf8')];
const list = readFileSync(join(cards, 'ca', 'crl.pem'), 'utf8');
const now = new Date();

test('the subject of a CPS is read from its three-value RDN, the key usages from their extensions', () => {
  const auth = pem('medecin');
  expect(auth).toMatchObject({
    commonName: '899700057294',
    surname: 'MEDECIN5729',
    givenName: 'PAUL',
    title: 'Médecin',
    issuerCommonName: 'AC TEST PERSONNES',
    usage: { digitalSignature: true, nonRepudiation: false },
  });
  expect(auth.extendedUsage).toContain('1.3.6.1.5.5.7.3.2');
  expect(pem('medecin', 'sig.pem').usage).toEqual({ digitalSignature: false, nonRepudiation: true });
});

test('key usages are those that OpenSSL reads, on every card and authority', () => {
  const named = { digitalSignature: 'Digital Signature', nonRepudiation: 'Non Repudiation' } as const;
  for (const card of ['medecin', 'expiree', 'autre-ac', 'revoquee'])
    for (const file of ['aut.pem', 'sig.pem']) {
      const path = join(cards, 'cartes', card, file);
      const text = execFileSync('openssl', ['x509', '-in', path, '-noout', '-ext', 'keyUsage'], { encoding: 'utf8' });
      const { usage } = readCertificate(readFileSync(path, 'utf8'));
      for (const [name, words] of Object.entries(named))
        expect(usage[name as keyof typeof named], `${card} ${file} ${name}`).toBe(text.includes(words));
    }
});

test('a chain is trusted by its pinned root only, and its dates are judged', () => {
  expect(verifyChain(pem('medecin'), authorities, now)).toBe('trusted');
  expect(verifyChain(pem('expiree'), authorities, now)).toBe('expired');
  expect(verifyChain(pem('autre-ac'), authorities, now)).toBe('unknown-authority');
  expect(verifyChain(pem('medecin'), [], now)).toBe('unknown-authority');
});

test('an authority that is not self-signed is no root', () => {
  const intermediate = readFileSync(join(cards, 'ca', 'ca.pem'), 'utf8');
  expect(verifyChain(pem('medecin'), [intermediate], now)).toBe('unknown-authority');
});

test('a revoked card is found in the list of its own authority', async () => {
  expect(revocationOf(pem('medecin'), list, authorities, now)).toBe('good');
  expect(revocationOf(pem('revoquee'), list, authorities, now)).toBe('revoked');
  expect(revocationOf(pem('medecin'), null, authorities, now)).toBe('unknown');
  expect(revocationOf(pem('medecin'), 'not a list', authorities, now)).toBe('unknown');
  expect(revocationOf(pem('medecin'), list, authorities, new Date('2060-01-01'))).toBe('stale');
});

test('what is not a certificate is said to be unreadable', () => {
  expect(() => readCertificate(new Uint8Array([1, 2, 3]))).toThrow('illisible');
});

test('a computer whose clock is wrong is told so, not that the authority is unknown', () => {
  const day = 86_400_000;
  expect(verifyChain(pem('medecin'), authorities, new Date(now.getTime() - 400 * day))).toBe('not-yet-valid');
  expect(verifyChain(pem('medecin'), authorities, new Date(now.getTime() + 9000 * day))).toBe('expired');
});

test('an intermediate handed over by the peer is a way, never a root', () => {
  const root = readFileSync(join(cards, 'ca', 'root.pem'), 'utf8');
  const intermediate = readFileSync(join(cards, 'ca', 'ca.pem'), 'utf8');
  const stranger = readFileSync(join(cards, 'autre-ca', 'chain.pem'), 'utf8');
  expect(verifyChain(pem('medecin'), [root], now)).toBe('unknown-authority');
  expect(verifyChain(pem('medecin'), [root], now, [intermediate])).toBe('trusted');
  expect(
    verifyChain(pem('medecin'), [root], now, [
      '-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----',
      intermediate,
    ]),
  ).toBe('trusted');
  expect(verifyChain(pem('autre-ac'), [root], now, [stranger])).toBe('unknown-authority');
});

test('any bytes, and any altered certificate, are read or said to be unreadable', () => {
  const { der } = pem('medecin');
  const attempt = (bytes: Uint8Array) => {
    try {
      readCertificate(bytes);
      certificateNames(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt));
  fc.assert(
    fc.property(fc.nat({ max: der.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
      const altered = Uint8Array.from(der);
      altered[at] = value;
      attempt(altered);
    }),
  );
});
