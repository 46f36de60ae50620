import { createHash, X509Certificate as NodeCertificate, type KeyObject } from 'node:crypto';
import { ATTRIBUTE, readNameAttributes } from './distinguished-name.ts';
import { readKeyUsages } from './extensions.ts';

/** What Hygie reads of a certificate of the CPS family (IGC-Santé: C, title, then one RDN holding CN, SN and GN). */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 of the whole certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly serialNumber: string;
  /** CN: national id of the holder (PS_IdNat). */
  readonly commonName: string;
  /** SN and GN: exercise surname and first name. */
  readonly surname: string;
  readonly givenName: string;
  /** O and OU; on a certificate of a structure, OU is its national id. */
  readonly organization: string;
  readonly organizationalUnit: string;
  /** Profession in French, as the certificate writes it. */
  readonly title: string;
  readonly issuerCommonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly usage: { readonly digitalSignature: boolean; readonly nonRepudiation: boolean };
  /** Extended key usages, as OIDs. */
  readonly extendedUsage: readonly string[];
  readonly publicKey: KeyObject;
}

/** Reads a DER or PEM certificate. Throws a RangeError with a French message when it cannot be read. */
export function readCertificate(bytes: Uint8Array | string): Certificate {
  try {
    return fieldsOf(new NodeCertificate(typeof bytes === 'string' ? bytes : Buffer.from(bytes)));
  } catch (cause) {
    throw new RangeError('certificat illisible', { cause });
  }
}

function fieldsOf(node: NodeCertificate): Certificate {
  const der = new Uint8Array(node.raw);
  const { extended, ...usage } = readKeyUsages(der);
  const { subject, issuer } = readNameAttributes(der);
  return {
    der,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    serialNumber: node.serialNumber,
    commonName: subject(ATTRIBUTE.commonName),
    surname: subject(ATTRIBUTE.surname),
    givenName: subject(ATTRIBUTE.givenName),
    organization: subject(ATTRIBUTE.organization),
    organizationalUnit: subject(ATTRIBUTE.organizationalUnit),
    title: subject(ATTRIBUTE.title),
    issuerCommonName: issuer(ATTRIBUTE.commonName),
    notBefore: new Date(node.validFrom),
    notAfter: new Date(node.validTo),
    usage,
    extendedUsage: extended,
    publicKey: node.publicKey,
  };
}

/** Every certificate of a PEM text, in order. */
export function pemCertificates(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
}
