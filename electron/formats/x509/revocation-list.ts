import { verify, type KeyObject } from 'node:crypto';
import { derTime, derValues, oidText, readDer, type Der } from './der.ts';

/** A revocation list whose signature was verified. */
export interface RevocationList {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** @param serialNumber hexadecimal. Throws RangeError when the list cannot be read to its end. */
  revokes(serialNumber: string): boolean;
}

const SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
const isTime = (value: Der | undefined): value is Der => value?.tag === 0x17 || value?.tag === 0x18;
const hexNumber = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').replace(/^0+/, '');

function derOf(list: Uint8Array | string): Uint8Array {
  const text =
    typeof list === 'string'
      ? list
      : Buffer.from(list.subarray(0, 11)).toString('latin1') === '-----BEGIN '
        ? Buffer.from(list).toString('latin1')
        : null;
  if (text === null) return list as Uint8Array;
  const body = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END X509 CRL-----/.exec(text)?.[1];
  if (body === undefined) throw new RangeError('liste de révocation illisible');
  return new Uint8Array(Buffer.from(body, 'base64'));
}

/** True when the list covers every certificate of its issuer: neither a difference to another list, nor one of authorities only, nor of others' certificates. */
function isWhole(extensions: Der | undefined): boolean {
  const [list] = extensions === undefined ? [] : readDer(extensions.content);
  return (list === undefined ? [] : readDer(list.content)).every((extension) => {
    const [oid, ...rest] = readDer(extension.content);
    const critical = rest[0]?.tag === 0x01 && rest[0].content[0] !== 0;
    if (oid === undefined || oidText(oid.content) !== ISSUING_DISTRIBUTION_POINT) return !critical;
    const [point] = readDer(rest.at(-1)?.content ?? new Uint8Array());
    // [2] authorities only, [3] some reasons only, [4] indirect, [5] attribute certificates only (RFC 5280 §5.2.5).
    return readDer(point?.content ?? new Uint8Array()).every(({ tag }) => ![0x82, 0x83, 0x84, 0x85].includes(tag));
  });
}

/** Entries are compared as bytes, without being kept: there may be a hundred thousand. */
function holds(revoked: Der | undefined, serialNumber: string): boolean {
  if (revoked === undefined) return false;
  const wanted = serialNumber.toLowerCase().replace(/^0+/, '');
  const bytes = Math.ceil(wanted.length / 2);
  for (const entry of derValues(revoked.content)) {
    const serial = derValues(entry.content).next().value;
    if (serial?.tag !== 0x02) throw new RangeError('liste de révocation illisible');
    // A number whose first bit is set has a zero byte before it.
    const { length } = serial.content;
    if ((length === bytes || length === bytes + 1) && hexNumber(serial.content) === wanted) return true;
  }
  return false;
}

/**
 * Reads a revocation list (RFC 5280 §5), PEM or DER, and verifies that this authority signed it. The library that reads certificates refuses lists of
 * more than a few thousand entries, and national ones hold many more.
 * @throws RangeError when it cannot be read, is not whole, or is not signed by this key
 */
export function readRevocationList(list: Uint8Array | string, authority: KeyObject): RevocationList {
  const [outer, excess] = readDer(derOf(list));
  const [body, algorithm, signature] = outer?.tag === 0x30 && excess === undefined ? readDer(outer.content) : [];
  if (body?.tag !== 0x30 || algorithm?.tag !== 0x30 || signature?.tag !== 0x03 || signature.content[0] !== 0)
    throw new RangeError('liste de révocation illisible');
  const fields = readDer(body.content);
  const version = fields[0]?.tag === 0x02 ? 1 : 0;
  const [oid] = readDer(algorithm.content);
  const hash = SIGNATURES[oidText(oid?.content ?? new Uint8Array())];
  // The algorithm is named twice, and only the inner name is signed.
  const sameAlgorithm = Buffer.compare(fields[version]?.whole ?? new Uint8Array(), algorithm.whole) === 0;
  // The first byte of a bit string counts its unused bits.
  if (hash === undefined || !sameAlgorithm || !verify(hash, body.whole, authority, signature.content.subarray(1)))
    throw new RangeError('liste de révocation que cette autorité n’a pas signée');
  const [, , thisUpdate, ...rest] = fields.slice(version);
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
  const revoked = rest.find(({ tag }) => tag === 0x30);
  if (!isTime(thisUpdate) || !isWhole(rest.find(({ tag }) => tag === 0xa0)))
    throw new RangeError('liste de révocation incomplète');
  return {
    thisUpdate: derTime(thisUpdate),
    nextUpdate: nextUpdate === undefined ? null : derTime(nextUpdate),
    revokes: (serialNumber) => holds(revoked, serialNumber),
  };
}
