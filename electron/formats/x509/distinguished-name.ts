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
  const [outer] = readDer(certificate);
  const [body] = readDer(outer?.content ?? certificate);
  // The version is optional and marked [0]; then come serial number, algorithm, issuer, validity and subject (RFC 5280, §4.1).
  const fields = readDer(body?.content ?? certificate).filter((field) => field.tag !== 0xa0);
  const [serial, , issuer, , subject] = fields;
  if (serial?.tag !== 0x02 || issuer?.tag !== 0x30 || subject?.tag !== 0x30)
    throw new RangeError('certificat illisible');
  return {
    subject: nameText(subject),
    issuer: nameText(issuer),
    serialNumber: BigInt(`0x${Buffer.from(serial.content).toString('hex')}`).toString(),
  };
}
