import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { verifyChain } from './chain.ts';
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
