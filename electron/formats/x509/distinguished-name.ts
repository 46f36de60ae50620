import { oidText, readDer, type Der } from './der.ts';

/** The attribute types that RFC 2253 (§2.3) writes by name; every other is written by its OID, its value in hexadecimal. */
const NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
};

const CHARSETS: Readonly<Record<number, string>> = {
  0x0c: 'utf-8',
  0x13: 'latin1',
  0x14: 'latin1',
  0x16: 'latin1',
  0x1e: 'utf-16be',
};

function escaped(text: string): string {
  return text
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!\\) $/, '\\ ');
}

function attributeText(pair: Der): string {
  const [type, value] = readDer(pair.content);
  if (type === undefined || value === undefined) throw new RangeError('certificat illisible');
  const oid = oidText(type.content);
  const name = NAMES[oid];
  const charset = CHARSETS[value.tag];
  if (name !== undefined && charset !== undefined)
    return `${name}=${escaped(new TextDecoder(charset).decode(value.content))}`;
  return `${name ?? oid}=#${Buffer.from(value.whole).toString('hex')}`;
}

/** A DER Name as RFC 2253 text: the most specific first, several values of one level joined by « + » in their own order. */
function nameText(name: Der): string {
  return readDer(name.content)
    .reverse()
    .map((level) => readDer(level.content).map(attributeText).join('+'))
    .join(',');
}

/** Serial number, issuer and subject of a certificate (DER), as they are in it. */
function readNames(certificate: Uint8Array): { readonly serial: Der; readonly issuer: Der; readonly subject: Der } {
  const [outer] = readDer(certificate);
  const [body] = readDer(outer?.content ?? certificate);
  // The version is optional and marked [0]; then come serial number, algorithm, issuer, validity and subject (RFC 5280, §4.1).
  const fields = readDer(body?.content ?? certificate).filter((field) => field.tag !== 0xa0);
  const [serial, , issuer, , subject] = fields;
  if (serial?.tag !== 0x02 || serial.content.length === 0 || issuer?.tag !== 0x30 || subject?.tag !== 0x30)
    throw new RangeError('certificat illisible');
  return { serial, issuer, subject };
}

export interface CertificateNames {
  /** RFC 2253. */
  readonly subject: string;
  readonly issuer: string;
  /** Decimal. */
  readonly serialNumber: string;
}

/**
 * Names of a certificate, in the form that XML signatures and SAML want (RFC 2253).
 * @param certificate DER
 * @throws RangeError when it is not a certificate
 */
export function certificateNames(certificate: Uint8Array): CertificateNames {
  const { serial, issuer, subject } = readNames(certificate);
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    serialNumber: BigInt(`0x${Buffer.from(serial.content).toString('hex')}`).toString(),
  };
}

/** Attribute types that Hygie reads (RFC 4519, X.520). */
export const ATTRIBUTE = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
} as const;

/** Reads one attribute of a name; an empty text when it is absent, or there more than once. */
export type NameReader = (attribute: (typeof ATTRIBUTE)[keyof typeof ATTRIBUTE]) => string;

function reader(name: Der): NameReader {
  const pairs = readDer(name.content).flatMap((level) => readDer(level.content).map((pair) => readDer(pair.content)));
  return (attribute) => {
    const found = pairs.filter(([type]) => type !== undefined && oidText(type.content) === attribute);
    const value = found.length === 1 ? found[0]?.[1] : undefined;
    const charset = CHARSETS[value?.tag ?? 0];
    return charset === undefined ? '' : new TextDecoder(charset).decode(value?.content);
  };
}

/**
 * Subject and issuer attribute by attribute, several of which may share one level (CN, SN and GN on a CPS). Read from the bytes: text forms break on names that
 * hold a comma, and Node's object form crashes the process on a certificate whose public key is damaged.
 * @param certificate DER
 * @throws RangeError
 */
export function readNameAttributes(certificate: Uint8Array): {
  readonly subject: NameReader;
  readonly issuer: NameReader;
} {
  const { subject, issuer } = readNames(certificate);
  return { subject: reader(subject), issuer: reader(issuer) };
}
