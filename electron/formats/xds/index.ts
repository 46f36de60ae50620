export { CdaMetadataError, documentEntryFromCda, documentEntryOf, replacedUniqueIds, sha1 } from './entry-from-cda.ts';
export { classOfType, confidentialityCodes, INVISIBLE_PATIENT, MASQUE_PS } from './codes.ts';
export type { Masks } from './codes.ts';
export { oidOfUuid, readCx, timeStamp, utcTime } from './data-types.ts';
export { submitObjectsRequest } from './ebrim.builder.ts';
export type { Submission, SubmittedDocument } from './ebrim.builder.ts';
export { readEntry, readSubmissionSet } from './entry.parser.ts';
export type { Author, Coded, DocumentEntry, PatientIdentifier, Person, ReadEntry } from './model.ts';
export {
  findDocumentsRequest,
  getDocumentsRequest,
  provideAndRegisterRequest,
  retrieveDocumentsRequest,
} from './requests.builder.ts';
export type { FindDocumentsCriteria } from './requests.builder.ts';
export { readQueryAnswer, readRegistryAnswer } from './responses.parser.ts';
export type { RegistryAnswer, RegistryErrorLine } from './responses.parser.ts';
export { DMP_REPOSITORY, NS } from './vocabulary.ts';
