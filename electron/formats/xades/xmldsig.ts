import { createHash, verify, X509Certificate } from 'node:crypto';
import { canonicalize, element } from '../xml/index.ts';
import type { Canonicalization, Markup, XmlElement } from '../xml/index.ts';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';

export type SignatureHash = 'sha1' | 'sha256';

/** Who signs: RSA PKCS#1 v1.5 over the whole data (the card's signature key, or an organisation's certificate). */
export interface XmlSigner {
  sign(data: Uint8Array, hash: SignatureHash): Promise<Uint8Array>;
  /** DER */
  readonly certificate: Uint8Array;
}

export const DIGEST_METHOD: Readonly<Record<SignatureHash, string>> = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
};

export const SIGNATURE_METHOD: Readonly<Record<SignatureHash, string>> = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
};

/** The hash named by one of the URIs above; null for any other algorithm. */
export function hashNamed(uri: string | null, among: Readonly<Record<SignatureHash, string>>): SignatureHash | null {
  if (uri === among.sha256) return 'sha256';
  return uri === among.sha1 ? 'sha1' : null;
}

/** Digest in base64, as DigestValue holds it. */
export function digestValue(bytes: Uint8Array, hash: SignatureHash): string {
  return createHash(hash).update(bytes).digest('base64');
}

export interface ReferenceParts {
  readonly uri: string;
  readonly type?: string;
  readonly transforms?: readonly Markup[];
  readonly hash: SignatureHash;
  readonly digest: string;
}

/** `ds:Reference`. */
export function reference({ uri, type, transforms, hash, digest }: ReferenceParts): Markup {
  return element(
    'ds:Reference',
    { URI: uri, Type: type },
    transforms?.length ? element('ds:Transforms', {}, transforms) : null,
    element('ds:DigestMethod', { Algorithm: DIGEST_METHOD[hash] }),
    element('ds:DigestValue', {}, digest),
  );
}

/** `ds:SignedInfo`, without its namespace declaration. */
export function signedInfo(method: Canonicalization, hash: SignatureHash, references: readonly Markup[]): Markup {
  return element(
    'ds:SignedInfo',
    {},
    element('ds:CanonicalizationMethod', { Algorithm: method }),
    element('ds:SignatureMethod', { Algorithm: SIGNATURE_METHOD[hash] }),
    references,
  );
}

/** `ds:KeyInfo` with the signer's certificate. */
export function keyInfo(certificate: Uint8Array): Markup {
  const base64 = Buffer.from(certificate).toString('base64');
  return element('ds:KeyInfo', {}, element('ds:X509Data', {}, element('ds:X509Certificate', {}, base64)));
}

/** True when that value is the signature of the canonical SignedInfo by the key of that certificate. */
export function signatureHolds(
  info: XmlElement,
  method: Canonicalization,
  hash: SignatureHash,
  value: Uint8Array,
  certificate: Uint8Array,
): boolean {
  const data = canonicalize(info, { method });
  return verify(hash, data, new X509Certificate(certificate).publicKey, value);
}
