import { INVISIBLE_PATIENT, MASQUE_PS, sha1, timeStamp } from '../../formats/xds/index.ts';
import type { Author, DocumentEntry, Person } from '../../formats/xds/index.ts';

export interface SignatureDocument {
  readonly uniqueId: string;
  readonly bytes: Uint8Array;
  readonly now: Date;
  readonly author: Author;
  readonly signer: Person;
}

/**
 * Metadata of the signature document (IHE DSG, CI-SIS « signature du lot »): constants of the profile, everything about the patient and the place of care
 * taken from the document that it vouches for. It is hidden from everybody.
 */
export function signatureEntry(signature: SignatureDocument, signed: DocumentEntry): DocumentEntry {
  const now = timeStamp(signature.now);
  return {
    ...signed,
    uniqueId: signature.uniqueId,
    mimeType: 'text/xml',
    title: 'Source',
    comments: null,
    languageCode: 'art',
    sourcePatientId: signed.patientId,
    sourcePatientInfo: [],
    authors: [signature.author],
    legalAuthenticator: signature.signer,
    classCode: { code: 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1', scheme: 'URN', label: 'Digital Signature' },
    typeCode: { code: 'E1762', scheme: 'ASTM', label: 'Full Document' },
    formatCode: { code: 'http://www.w3.org/2000/09/xmldsig#', scheme: 'URN', label: 'Default Signature Style' },
    confidentialityCodes: [
      { code: 'N', scheme: '2.16.840.1.113883.5.25', label: 'Normal' },
      MASQUE_PS,
      INVISIBLE_PATIENT,
    ],
    eventCodes: [{ code: '1.2.840.10065.1.12.1.14', scheme: '1.2.840.10065.1.12', label: 'Source' }],
    creationTime: now,
    serviceStartTime: now,
    serviceStopTime: null,
    hash: sha1(signature.bytes),
    size: signature.bytes.length,
  };
}
