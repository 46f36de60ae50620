import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { TestAuthority } from '../../network/testing/authority.ts';
import { readCertificate } from './certificate.ts';
import { readRevocationList } from './revocation-list.ts';
import { revocationOf } from './revocation.ts';

const authority = new TestAuthority('AC TEST LISTES');
const namesake = new TestAuthority('AC TEST LISTES');
afterAll(() => {
  authority.dispose();
  namesake.dispose();
});
const now = new Date();

/** A DER value of these parts. */
function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length =
    size < 0x80
      ? [size]
      : size < 0x10000
        ? [0x82, size >> 8, size & 0xff]
        : [0x83, size >> 16, (size >> 8) & 0xff, size & 0xff];
  return new Uint8Array(Buffer.concat([new Uint8Array([tag, ...length]), content]));
}
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const utc = (text: string) => der(0x17, new Uint8Array(Buffer.from(text)));
const SHA256_RSA = der(0x30, der(0x06, hex('2a864886f70d01010b')), der(0x05));
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

interface Made {
  readonly serials: readonly string[];
  /** Extensions of the list: OID, critical, value. */
  readonly extensions?: readonly (readonly [oid: string, critical: boolean, value: Uint8Array])[];
  readonly version?: boolean;
}

/** A revocation list written and signed here, to have the shapes that openssl does not make. */
function made({ serials, extensions, version = true }: Made): Uint8Array {
  const entries = serials.map((serial) => der(0x30, der(0x02, hex(serial)), utc('261101000000Z')));
  const list = (extensions ?? []).map(([oid, critical, value]) =>
    der(0x30, der(0x06, hex(oid)), ...(critical ? [der(0x01, hex('ff'))] : []), der(0x04, value)),
  );
  const body = der(
    0x30,
    ...(version ? [der(0x02, hex('01'))] : []),
    SHA256_RSA,
    der(0x30),
    utc('261101000000Z'),
    utc('361101000000Z'),
    ...(serials.length > 0 ? [der(0x30, ...entries)] : []),
    ...(extensions === undefined ? [] : [der(0xa0, der(0x30, ...list))]),
  );
  return der(0x30, body, SHA256_RSA, der(0x03, hex('00'), sign('sha256', body, privateKey)));
}

test('whom openssl revoked is revoked, and nobody else, whatever the first bit of the number', () => {
  const issued = Array.from({ length: 10 }, (_, index) => authority.issue(`titulaire ${index}`, null));
  const list = authority.revocationList(issued.slice(0, 5));
  const states = issued.map(({ certificate }) =>
    revocationOf(readCertificate(certificate), list, [authority.root], now),
  );
  expect(states).toEqual([...new Array<string>(5).fill('revoked'), ...new Array<string>(5).fill('good')]);
});

test('the list of an authority of the same name says nothing', () => {
  const { certificate } = authority.issue('titulaire', null);
  expect(revocationOf(readCertificate(certificate), namesake.revocationList([]), [authority.root], now)).toBe(
    'unknown',
  );
});

test('a list is old after seven days, or when it says so', () => {
  const { certificate } = authority.issue('titulaire', null);
  const list = authority.revocationList([]);
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
  expect(revocationOf(readCertificate(certificate), list, [authority.root], inDays(1))).toBe('good');
  expect(revocationOf(readCertificate(certificate), list, [authority.root], inDays(3))).toBe('stale');
});

test('a hundred thousand entries are read, the last one included, without a wait', () => {
  const serials = Array.from({ length: 100_000 }, (_, index) => `00f1${index.toString(16).padStart(28, '0')}`);
  const bytes = made({ serials });
  const start = performance.now();
  const list = readRevocationList(bytes, publicKey);
  expect(list.revokes(`F1${(99_999).toString(16).padStart(28, '0')}`)).toBe(true);
  expect(list.revokes(`F1${(100_000).toString(16).padStart(28, '0')}`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('an empty list, and one of the first version, are lists', () => {
  expect(readRevocationList(made({ serials: [] }), publicKey).revokes('01')).toBe(false);
  expect(readRevocationList(made({ serials: ['01'], version: false }), publicKey).revokes('01')).toBe(true);
  expect(readRevocationList(made({ serials: ['01'] }), publicKey)).toMatchObject({
    thisUpdate: new Date('2026-11-01T00:00:00Z'),
    nextUpdate: new Date('2036-11-01T00:00:00Z'),
  });
});

test('a list that does not cover everybody is not taken for one that does', () => {
  const delta = ['551d1b', true, der(0x02, hex('01'))] as const;
  const unknown = ['551d63', true, der(0x05)] as const;
  const point = (part: number) => ['551d1c', true, der(0x30, der(part, hex('ff')))] as const;
  for (const extension of [delta, unknown, point(0x82), point(0x83), point(0x84), point(0x85)])
    expect(() => readRevocationList(made({ serials: [], extensions: [extension] }), publicKey)).toThrow(RangeError);
  const number = ['551d14', false, der(0x02, hex('01'))] as const;
  const usersOnly = ['551d1c', true, der(0x30, der(0x81, hex('ff')))] as const;
  expect(readRevocationList(made({ serials: ['05'], extensions: [number, usersOnly] }), publicKey).revokes('05')).toBe(
    true,
  );
});

test('one altered byte is refused, anywhere, and no bytes whatever are more than unreadable', () => {
  const good = made({ serials: ['0101', '0202'] });
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const altered = Uint8Array.from(good);
      altered[at] = (altered[at] ?? 0) ^ change;
      expect(() => readRevocationList(altered, publicKey)).toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(() => readRevocationList(bytes, publicKey)).toThrow(RangeError);
    }),
  );
  expect(() => readRevocationList('-----BEGIN X509 CRL-----', publicKey)).toThrow(RangeError);
});
