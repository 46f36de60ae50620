import {
  at,
  attribute,
  C14N,
  C14N_WITH_COMMENTS,
  canonicalize,
  child,
  children,
  find,
  parseXml,
  textOf,
} from '../xml/index.ts';
import type { XmlElement } from '../xml/index.ts';
import { documentDigest, MANIFEST_ID, NO_DIGEST, PROPERTIES_ID, XADES } from './submission-signature.builder.ts';
import type { SignedDocument } from './submission-signature.builder.ts';
import { DIGEST_METHOD, digestValue, DS, hashNamed, SIGNATURE_METHOD, signatureHolds } from './xmldsig.ts';

/** What a signature document must vouch for. */
export interface ExpectedSubmission {
  readonly submissionSetUniqueId: string;
  readonly documents: readonly SignedDocument[];
}

const bytesOf = (element: XmlElement | null): Uint8Array => Buffer.from(textOf(element).replace(/\s/g, ''), 'base64');

function referenceHolds(
  root: XmlElement,
  reference: XmlElement | undefined,
  target: XmlElement | null,
  id: string,
): boolean {
  const hash = hashNamed(attribute(child(reference ?? null, DS, 'DigestMethod'), 'Algorithm'), DIGEST_METHOD);
  if (!reference || !target || !hash || attribute(target, 'Id') !== id) return false;
  const digest = digestValue(canonicalize(target, { method: C14N }), hash);
  return digest === textOf(child(reference, DS, 'DigestValue')).trim() && idsAreUnique(root, id);
}

/** A second element of the same Id would let what is signed and what is read be two things. */
function idsAreUnique(root: XmlElement, id: string): boolean {
  let count = 0;
  const waiting = [root];
  for (let element = waiting.pop(); element !== undefined; element = waiting.pop()) {
    if (attribute(element, 'Id') === id) count += 1;
    waiting.push(...children(element));
  }
  return count === 1;
}

/**
 * Checks a signature document: both signed references, the signature itself, the signer's certificate, and that the manifest vouches for the set and for each
 * document once, by the digest of exactly these bytes. Whether the certificate is to be trusted is another question.
 * @returns what is wrong, in French; null when nothing is
 */
export function submissionSignatureProblem(signature: Uint8Array, expected: ExpectedSubmission): string | null {
  const { root } = parseXml(signature);
  const info = child(root, DS, 'SignedInfo');
  const hash = hashNamed(attribute(child(info, DS, 'SignatureMethod'), 'Algorithm'), SIGNATURE_METHOD);
  const method = attribute(child(info, DS, 'CanonicalizationMethod'), 'Algorithm');
  if (!info || !hash || method !== C14N_WITH_COMMENTS) return 'la signature du lot emploie un algorithme inattendu';
  const manifest = find(root, DS, 'Manifest');
  const properties = find(root, XADES, 'SignedProperties');
  const references = children(info, DS, 'Reference');
  const to = (id: string): XmlElement | undefined => references.find((one) => attribute(one, 'URI') === `#${id}`);
  if (!referenceHolds(root, to(MANIFEST_ID), manifest, MANIFEST_ID)) return 'le manifeste du lot a été altéré';
  if (!referenceHolds(root, to(PROPERTIES_ID), properties, PROPERTIES_ID))
    return 'les propriétés signées du lot ont été altérées';

  const certificate = bytesOf(at(root, DS, 'KeyInfo', 'X509Data', 'X509Certificate'));
  const digest = find(properties, XADES, 'CertDigest');
  const certificateHash = hashNamed(attribute(child(digest, XADES, 'DigestMethod'), 'Algorithm'), DIGEST_METHOD);
  const named = textOf(child(digest, XADES, 'DigestValue')).trim();
  if (!certificateHash || digestValue(certificate, certificateHash) !== named)
    return 'le certificat du signataire n’est pas celui annoncé';
  if (!signatureHolds(info, method, hash, bytesOf(child(root, DS, 'SignatureValue')), certificate))
    return 'la signature du lot ne correspond pas à son contenu';
  return manifestProblem(manifest, expected);
}

function manifestProblem(manifest: XmlElement | null, expected: ExpectedSubmission): string | null {
  const listed = manifest ? children(manifest, DS, 'Reference') : [];
  const digests = new Map(listed.map((one) => [attribute(one, 'URI'), one]));
  if (digests.size !== listed.length || listed.length !== expected.documents.length + 1)
    return 'le manifeste ne liste pas une fois chaque document du lot';
  const set = digests.get(`urn:oid:${expected.submissionSetUniqueId}`);
  if (textOf(child(set ?? null, DS, 'DigestValue')) !== NO_DIGEST) return 'le manifeste ne désigne pas ce lot';
  for (const document of expected.documents) {
    const one = digests.get(`urn:oid:${document.uniqueId}`) ?? null;
    const hash = hashNamed(attribute(child(one, DS, 'DigestMethod'), 'Algorithm'), DIGEST_METHOD);
    if (!hash || textOf(child(one, DS, 'DigestValue')).trim() !== documentDigest(document, hash))
      return 'un document du lot n’est pas celui qui a été signé';
  }
  return null;
}
