import { constants, createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { octetsOf, readBer, type Ber } from '../x509/ber.ts';
import { oidText } from '../x509/der.ts';
import { oneLine } from './text.ts';

/** « exacte » says that the bytes are those that were signed by the key of the certificate, and nothing of who its holder is: no authority is asked. */
export type SignatureVerdict = 'exacte' | 'fausse' | 'inverifiable';

/** A PKCS#7 envelope (RFC 8551 § 3.5; CMS, RFC 5652). */
export type Envelope =
  | {
      readonly kind: 'signed';
      /** The MIME entity that was signed. */
      readonly content: Uint8Array;
      readonly verdict: SignatureVerdict;
      /** Common name of the certificate; null when there is none. */
      readonly signer: string | null;
    }
  | { readonly kind: 'enveloped' };

const SIGNED = '1.2.840.113549.1.7.2';
const ENVELOPED: ReadonlySet<string> = new Set(['1.2.840.113549.1.7.3', '1.2.840.113549.1.9.16.1.23']);
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** Those that still prove something. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** RSA (PKCS#1 v1.5), by itself or named with its digest; ECDSA. */
const SIGNATURES = /^1\.2\.840\.113549\.1\.1\.(?:1|11|12|13)$|^1\.2\.840\.10045\.4\.3\.[234]$/;
const PSS = '1.2.840.113549.1.1.10';
const MOST_SIGNERS = 4;
const MOST_CERTIFICATES = 20;

const oidOf = (value: Ber | undefined): string => (value?.tag === 0x06 ? oidText(value.content) : '');

function certificatesOf(signedData: Ber): X509Certificate[] {
  const set = signedData.children.find(({ tag }) => tag === 0xa0);
  return (set?.children ?? []).slice(0, MOST_CERTIFICATES).flatMap((each) => {
    try {
      return each.whole === null ? [] : new X509Certificate(each.whole);
    } catch {
      return [];
    }
  });
}

const serialOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .toUpperCase()
    .replace(/^(?:00)+(?=.)/, '');

interface Checked {
  readonly verdict: SignatureVerdict;
  readonly certificate: X509Certificate | null;
}

/** One SignerInfo (RFC 5652 § 5.3) against the content. */
function check(signer: Ber, content: Uint8Array, certificates: readonly X509Certificate[]): Checked {
  const [, sid, digest, ...rest] = signer.children;
  const attributes = rest.find(({ tag }) => tag === 0xa0);
  const [algorithm, signature] = rest.filter(({ tag }) => tag === 0x30 || tag === 0x04);
  const serial = sid?.tag === 0x30 ? sid.children[1]?.content : undefined;
  const own =
    serial === undefined
      ? certificates
      : certificates.filter(({ serialNumber }) => serialOf(Buffer.from(serialNumber, 'hex')) === serialOf(serial));
  const certificate = own[0] ?? null;
  const hash = DIGESTS[oidOf(digest?.children[0])];
  const scheme = oidOf(algorithm?.children[0]);
  if (certificate === null || hash === undefined || signature?.tag !== 0x04)
    return { verdict: 'inverifiable', certificate };
  if (!SIGNATURES.test(scheme) && scheme !== PSS) return { verdict: 'inverifiable', certificate };
  let signed: Uint8Array = content;
  if (attributes !== undefined) {
    const said = attributes.children.find(({ children }) => oidOf(children[0]) === MESSAGE_DIGEST)?.children[1]
      ?.children[0];
    const actual = createHash(hash).update(content).digest();
    if (said === undefined || said.content.length !== actual.length || !timingSafeEqual(said.content, actual))
      return { verdict: 'fausse', certificate };
    if (attributes.whole === null) return { verdict: 'inverifiable', certificate };
    // Signed as a SET, written under its own tag (RFC 5652 § 5.4).
    signed = Uint8Array.from(attributes.whole);
    signed[0] = 0x31;
  }
  const padding =
    scheme === PSS ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO } : {};
  const good = own.find((each) => {
    try {
      return verify(hash, signed, { key: each.publicKey, ...padding }, octetsOf(signature));
    } catch {
      return false;
    }
  });
  return { verdict: good === undefined ? 'fausse' : 'exacte', certificate: good ?? certificate };
}

const nameOf = (certificate: X509Certificate | null): string | null => {
  const name = /^CN=(.+)$/m.exec(certificate?.subject ?? '')?.[1];
  return name === undefined ? null : oneLine(name).slice(0, 120);
};

/** What a PKCS#7 envelope holds; null for bytes that are none, or whose content is elsewhere. Never throws. */
export function openEnvelope(bytes: Uint8Array): Envelope | null {
  try {
    const [type, wrapped] = readBer(bytes).children;
    if (ENVELOPED.has(oidOf(type))) return { kind: 'enveloped' };
    const signedData = wrapped?.children[0];
    if (oidOf(type) !== SIGNED || signedData === undefined) return null;
    const octets = signedData.children.find(({ tag }) => tag === 0x30)?.children[1]?.children[0];
    if (octets === undefined) return null;
    const content = octetsOf(octets);
    const certificates = certificatesOf(signedData);
    const signers =
      signedData.children
        .filter(({ tag }) => tag === 0x31)
        .at(-1)
        ?.children.slice(0, MOST_SIGNERS) ?? [];
    const checked = signers.map((signer) => check(signer, content, certificates));
    const [worst = { verdict: 'inverifiable' as const, certificate: null }] = [
      'fausse',
      'inverifiable',
      'exacte',
    ].flatMap((verdict) => checked.find((each) => each.verdict === verdict) ?? []);
    return { kind: 'signed', content, verdict: worst.verdict, signer: nameOf(worst.certificate) };
  } catch {
    return null;
  }
}

/** What the doctor reads of a signature. */
export function signatureSentence({ verdict, signer }: { verdict: SignatureVerdict; signer: string | null }): string {
  const by = signer === null ? '' : ` par « ${signer} »`;
  if (verdict === 'exacte')
    return `Message signé (S/MIME)${by} : rien n’y a été changé depuis. L’identité du signataire n’a pas été vérifiée auprès d’une autorité.`;
  return verdict === 'fausse'
    ? `Signature S/MIME FAUSSE${by} : le message a été modifié, ou n’a pas été signé par ce certificat.`
    : `Message signé (S/MIME)${by} : la signature n’a pas pu être vérifiée.`;
}
