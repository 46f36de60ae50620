import { certificateNames } from '../x509/distinguished-name.ts';
import { C14N, C14N_WITH_COMMENTS, canonicalize, element, find, parseXml, xmlFile } from '../xml/index.ts';
import type { Markup, XmlDocument, XmlElement } from '../xml/index.ts';
import { DIGEST_METHOD, digestValue, DS, keyInfo, reference, signedInfo } from './xmldsig.ts';
import type { SignatureHash, XmlSigner } from './xmldsig.ts';

export const XADES = 'http://uri.etsi.org/01903/v1.1.1#';
export const MANIFEST_ID = 'IHEManifest';
export const PROPERTIES_ID = 'S0-SignedProperties';
/** What the manifest says of the set itself, which cannot be hashed: one zero byte (IHE DSG). */
export const NO_DIGEST = 'AA==';
/** ASTM E1762: the signature of who is the source of the documents. */
const SOURCE_SIGNATURE = '1.2.840.10065.1.12.1.14';

export interface SignedDocument {
  readonly uniqueId: string;
  readonly bytes: Uint8Array;
  /** These bytes parsed, when the caller has done it: a letter with its PDF inside weighs megabytes. */
  readonly parsed?: XmlDocument;
}

export interface SubmissionToSign {
  readonly submissionSetUniqueId: string;
  /** CDA documents: their canonical form is what is hashed. */
  readonly documents: readonly SignedDocument[];
  readonly signer: XmlSigner;
  readonly hash: SignatureHash;
  readonly signingTime: Date;
}

/** Digest of a CDA document as the manifest holds it: of its canonical form, with comments. */
export function documentDigest({ bytes, parsed }: SignedDocument, hash: SignatureHash): string {
  return digestValue(canonicalize(parsed ?? parseXml(bytes), { method: C14N_WITH_COMMENTS }), hash);
}

function manifest({ submissionSetUniqueId, documents, hash }: SubmissionToSign): Markup {
  const transforms = [element('ds:Transform', { Algorithm: C14N_WITH_COMMENTS })];
  return element(
    'ds:Manifest',
    { Id: MANIFEST_ID },
    reference({ uri: `urn:oid:${submissionSetUniqueId}`, hash, digest: NO_DIGEST }),
    documents.map((document) =>
      reference({ uri: `urn:oid:${document.uniqueId}`, transforms, hash, digest: documentDigest(document, hash) }),
    ),
  );
}

function signedProperties({ signer, hash, signingTime }: SubmissionToSign): Markup {
  const { issuer, serialNumber } = certificateNames(signer.certificate);
  const certificate = element(
    'xad:Cert',
    {},
    element(
      'xad:CertDigest',
      {},
      // In version 1.1.1 these two belong to the XAdES namespace.
      element('xad:DigestMethod', { Algorithm: DIGEST_METHOD[hash] }),
      element('xad:DigestValue', {}, digestValue(signer.certificate, hash)),
    ),
    element(
      'xad:IssuerSerial',
      {},
      element('ds:X509IssuerName', {}, issuer),
      element('ds:X509SerialNumber', {}, serialNumber),
    ),
  );
  return element(
    'xad:SignedProperties',
    { Id: PROPERTIES_ID },
    element(
      'xad:SignedSignatureProperties',
      {},
      element('xad:SigningTime', {}, signingTime.toISOString()),
      element('xad:SigningCertificate', {}, certificate),
      element('xad:SignaturePolicyIdentifier', {}, element('xad:SignaturePolicyImplied')),
    ),
    element('xad:SignedDataObjectProperties'),
  );
}

/** What is signed, and the purpose beside it; built once, since it holds the digest of every document. */
function objects(submission: SubmissionToSign): Markup[] {
  const purpose = element('ds:SignatureProperty', { Id: 'purposeOfSignature', Target: '#S' }, SOURCE_SIGNATURE);
  const qualifying = { 'xmlns:xad': XADES, Target: '#S' };
  return [
    manifest(submission),
    element('ds:SignatureProperties', {}, purpose),
    element('xad:QualifyingProperties', qualifying, signedProperties(submission)),
  ].map((content) => element('ds:Object', {}, content));
}

function signatureElement(info: Markup, value: string, certificate: Uint8Array, content: readonly Markup[]): Markup {
  return element(
    'ds:Signature',
    { 'xmlns:ds': DS, Id: 'S' },
    info,
    element('ds:SignatureValue', {}, value),
    keyInfo(certificate),
    content,
  );
}

function found(root: XmlElement, namespace: string, local: string): XmlElement {
  const element = find(root, namespace, local);
  if (element === null) throw new Error(`${local} was written and is not there`);
  return element;
}

/**
 * Signature document of a submission set: XAdES 1.1.1 with the manifest of the IHE DSG profile (CI-SIS, Partage de documents de santé, « signature du lot »).
 * @returns the bytes of the document, final: they are the ones hashed and sent
 * @throws what the signer throws when the card is gone or refuses
 */
export async function signSubmission(submission: SubmissionToSign): Promise<Uint8Array> {
  const { hash, signer } = submission;
  const content = objects(submission);
  const signature = (info: Markup, value: string): Markup => signatureElement(info, value, signer.certificate, content);
  // The digests are taken from the document itself, so that the namespaces in scope are the real ones.
  const unsigned = parseXml(signature(element('ds:SignedInfo'), '').text).root;
  const digestOf = (namespace: string, local: string): string =>
    digestValue(canonicalize(found(unsigned, namespace, local), { method: C14N }), hash);
  const info = signedInfo(C14N_WITH_COMMENTS, hash, [
    reference({ uri: `#${MANIFEST_ID}`, type: `${DS}Manifest`, hash, digest: digestOf(DS, 'Manifest') }),
    reference({
      uri: `#${PROPERTIES_ID}`,
      type: `${XADES}SignedProperties`,
      hash,
      digest: digestOf(XADES, 'SignedProperties'),
    }),
  ]);
  const prepared = parseXml(signature(info, '').text).root;
  const toSign = canonicalize(found(prepared, DS, 'SignedInfo'), { method: C14N_WITH_COMMENTS });
  const value = Buffer.from(await signer.sign(toSign, hash)).toString('base64');
  return xmlFile(signature(info, value));
}
