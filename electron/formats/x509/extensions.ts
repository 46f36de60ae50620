import { oidText, readDer } from './der.ts';

const EXTENSIONS = 0xa3;
const OCTET_STRING = 0x04;
const BIT_STRING = 0x03;
const OBJECT_IDENTIFIER = 0x06;
const SEQUENCE = 0x30;
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';

const unreadable = () => new RangeError('certificat illisible');

/** Extensions of a certificate (RFC 5280, §4.1): the DER of each value, by dotted OID. One of them twice is refused (§4.2). */
function readExtensions(certificate: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const [outer] = readDer(certificate);
  const [body] = readDer(outer?.content ?? certificate);
  const held = readDer(body?.content ?? certificate).find((field) => field.tag === EXTENSIONS);
  const found = new Map<string, Uint8Array>();
  const [list] = readDer(held?.content ?? new Uint8Array());
  for (const { content } of readDer(list?.content ?? new Uint8Array())) {
    const parts = readDer(content);
    const [name, value] = [parts[0], parts.at(-1)];
    if (name?.tag !== OBJECT_IDENTIFIER || value?.tag !== OCTET_STRING) throw unreadable();
    const oid = oidText(name.content);
    if (found.has(oid)) throw unreadable();
    found.set(oid, value.content);
  }
  return found;
}

export interface KeyUsages {
  /** Bits 0 and 1 of KeyUsage (RFC 5280, §4.2.1.3); false when the certificate has none. */
  readonly digitalSignature: boolean;
  readonly nonRepudiation: boolean;
  /** ExtendedKeyUsage (§4.2.1.12), as dotted OIDs. */
  readonly extended: readonly string[];
}

/** What the key of a certificate (DER) may be used for. Throws RangeError. */
export function readKeyUsages(certificate: Uint8Array): KeyUsages {
  const extensions = readExtensions(certificate);
  const [usage] = readDer(extensions.get(KEY_USAGE) ?? new Uint8Array());
  if (usage !== undefined && usage.tag !== BIT_STRING) throw unreadable();
  const [extended] = readDer(extensions.get(EXTENDED_KEY_USAGE) ?? new Uint8Array());
  if (extended !== undefined && extended.tag !== SEQUENCE) throw unreadable();
  // The first byte of a bit string counts its unused bits.
  const bits = usage?.content[1] ?? 0;
  return {
    digitalSignature: (bits & 0x80) !== 0,
    nonRepudiation: (bits & 0x40) !== 0,
    extended: readDer(extended?.content ?? new Uint8Array()).map((each) => oidText(each.content)),
  };
}
