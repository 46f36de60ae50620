import { createDecipheriv, createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { oidText, readDer, type Der } from './der.ts';

/** `illisible`: not such a file; `code`: not its passphrase, or altered; `algorithme`: protected in a way that is no longer accepted. */
export type Pkcs12Problem = 'illisible' | 'code' | 'algorithme';

export class Pkcs12Error extends Error {
  readonly problem: Pkcs12Problem;
  constructor(problem: Pkcs12Problem, options?: { cause?: unknown }) {
    super(`PKCS#12 : ${problem}`, options);
    this.name = 'Pkcs12Error';
    this.problem = problem;
  }
}

export interface Pkcs12Content {
  /** DER, PKCS#8 in clear. */
  readonly keys: readonly Uint8Array[];
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
};
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const PBE_SHA1_TRIPLE_DES = '1.2.840.113549.1.12.1.3';

const PRFS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
};
const DIGESTS: Readonly<Record<string, { readonly name: string; readonly block: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', block: 64 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', block: 64 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', block: 128 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', block: 128 },
};

/** A hostile file must not hold the host for seconds: the usual exports ask for 2,048, the longest for 600,000 (PBKDF2). */
const MOST_ITERATIONS = { pbkdf2: 1_000_000, pkcs12: 100_000 };

/** The children of a value, which must have this tag. */
function inside(value: Der | undefined, tag: number): Der[] {
  return readDer(content(value, tag));
}

function content(value: Der | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new RangeError('structure inattendue');
  return value.content;
}

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const EXPLICIT_0 = 0xa0;

const oid = (value: Der | undefined) => oidText(content(value, 0x06));

function iterationsOf(value: Der | undefined, kind: keyof typeof MOST_ITERATIONS): number {
  const count = value === undefined ? 1 : content(value, 0x02).reduce((sum, byte) => sum * 256 + byte, 0);
  if (count < 1 || count > MOST_ITERATIONS[kind]) throw new Pkcs12Error('algorithme');
  return count;
}

/** Passphrase as PKCS#12 wants it: UTF-16 big-endian with its final zero (RFC 7292, B.1). */
function bmp(passphrase: string): Buffer {
  return Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
}

function filled(bytes: Uint8Array, block: number): Buffer {
  return Buffer.alloc(block * Math.ceil(bytes.length / block), bytes);
}

/** Key derivation of PKCS#12 (RFC 7292, B.2). `purpose`: 1 key, 2 initial vector, 3 integrity. */
function derive(
  digest: { readonly name: string; readonly block: number },
  purpose: 1 | 2 | 3,
  passphrase: string,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Buffer {
  const { name, block } = digest;
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([filled(salt, block), filled(bmp(passphrase), block)]);
  const output: Buffer[] = [];
  for (let made = 0; made < length;) {
    let hash = createHash(name).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round++) hash = createHash(name).update(hash).digest();
    output.push(hash);
    made += hash.length;
    const adder = Buffer.alloc(block, hash);
    for (let start = 0; start < input.length; start += block) {
      let carry = 1;
      for (let at = block - 1; at >= 0; at--) {
        carry += (input[start + at] ?? 0) + (adder[at] ?? 0);
        input[start + at] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return Buffer.concat(output).subarray(0, length);
}

/** Undoes the protection of a key or of a set of certificates: PBES2 (RFC 8018), or the triple DES of older exports. */
function decrypt(algorithm: Der | undefined, passphrase: string, bytes: Uint8Array): Uint8Array {
  const [type, parameters] = inside(algorithm, SEQUENCE);
  const [first, second] = inside(parameters, SEQUENCE);
  let key: Buffer;
  let vector: Uint8Array;
  let cipher: string;
  switch (oid(type)) {
    case PBES2: {
      const [kdf, kdfParameters] = inside(first, SEQUENCE);
      const [scheme, iv] = inside(second, SEQUENCE);
      const known = CIPHERS[oid(scheme)];
      const [salt, count, ...optional] = inside(kdfParameters, SEQUENCE);
      const prf = optional.find(({ tag }) => tag === SEQUENCE);
      const hash = prf === undefined ? 'sha1' : PRFS[oid(inside(prf, SEQUENCE)[0])];
      if (oid(kdf) !== PBKDF2 || known === undefined || hash === undefined) throw new Pkcs12Error('algorithme');
      key = pbkdf2Sync(passphrase, content(salt, OCTETS), iterationsOf(count, 'pbkdf2'), known.keyLength, hash);
      vector = content(iv, OCTETS);
      cipher = known.name;
      break;
    }
    case PBE_SHA1_TRIPLE_DES: {
      const sha1 = { name: 'sha1', block: 64 };
      const salt = content(first, OCTETS);
      const iterations = iterationsOf(second, 'pkcs12');
      key = derive(sha1, 1, passphrase, salt, iterations, 24);
      vector = derive(sha1, 2, passphrase, salt, iterations, 8);
      cipher = 'des-ede3-cbc';
      break;
    }
    default:
      // RC2 and RC4, forty bits: no longer accepted by anybody.
      throw new Pkcs12Error('algorithme');
  }
  const decipher = createDecipheriv(cipher, key, vector);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

/** The integrity code is what tells a wrong passphrase from a damaged file, before anything is decrypted. */
function checkIntegrity(macData: Der | undefined, safe: Uint8Array, passphrase: string): void {
  if (macData === undefined) throw new Pkcs12Error('algorithme');
  const [digestInfo, salt, count] = inside(macData, SEQUENCE);
  const [algorithm, expected] = inside(digestInfo, SEQUENCE);
  const digest = DIGESTS[oid(inside(algorithm, SEQUENCE)[0])];
  if (digest === undefined) throw new Pkcs12Error('algorithme');
  const wanted = content(expected, OCTETS);
  const key = derive(digest, 3, passphrase, content(salt, OCTETS), iterationsOf(count, 'pkcs12'), wanted.length);
  const found = createHmac(digest.name, key).update(safe).digest();
  if (found.length !== wanted.length || !timingSafeEqual(found, wanted)) throw new Pkcs12Error('code');
}

function safeContents(info: Der, passphrase: string): Uint8Array {
  const [type, wrapped] = inside(info, SEQUENCE);
  const [value] = inside(wrapped, EXPLICIT_0);
  if (oid(type) === DATA) return content(value, OCTETS);
  if (oid(type) !== ENCRYPTED_DATA) throw new Pkcs12Error('algorithme');
  const [, encrypted] = inside(value, SEQUENCE);
  const [, algorithm, bytes] = inside(encrypted, SEQUENCE);
  return decrypt(algorithm, passphrase, content(bytes, 0x80));
}

function read(bytes: Uint8Array, passphrase: string): Pkcs12Content {
  const [outer] = readDer(bytes);
  const [, authSafe, macData] = inside(outer, SEQUENCE);
  const [type, wrapped] = inside(authSafe, SEQUENCE);
  if (oid(type) !== DATA) throw new Pkcs12Error('algorithme');
  const safe = content(inside(wrapped, EXPLICIT_0)[0], OCTETS);
  checkIntegrity(macData, safe, passphrase);
  const keys: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const info of inside(readDer(safe)[0], SEQUENCE)) {
    for (const bag of inside(readDer(safeContents(info, passphrase))[0], SEQUENCE)) {
      const [kind, holder] = inside(bag, SEQUENCE);
      const [value] = inside(holder, EXPLICIT_0);
      const name = oid(kind);
      if (name === BAG.key && value !== undefined) keys.push(new Uint8Array(value.whole));
      if (name === BAG.shroudedKey) {
        const [algorithm, encrypted] = inside(value, SEQUENCE);
        keys.push(new Uint8Array(decrypt(algorithm, passphrase, content(encrypted, OCTETS))));
      }
      if (name === BAG.certificate) {
        const [, certificate] = inside(value, SEQUENCE);
        certificates.push(new Uint8Array(content(inside(certificate, EXPLICIT_0)[0], OCTETS)));
      }
    }
  }
  return { keys, certificates };
}

/**
 * Opens a PKCS#12 file (RFC 7292) protected by a passphrase. Node gives such a file to TLS but hands over neither its key nor its certificate, and the
 * « cachet » has to sign: hence this reader, small because the DER one was there, rather than one more library.
 * @throws Pkcs12Error and nothing else
 */
export function readPkcs12(bytes: Uint8Array, passphrase: string): Pkcs12Content {
  try {
    return read(bytes, passphrase);
  } catch (error) {
    if (error instanceof Pkcs12Error) throw error;
    throw new Pkcs12Error('illisible', { cause: error });
  }
}
