import type { EntryStatus } from './vocabulary.ts';

/** A code with the OID (or URN) of its code system and its label. */
export interface Coded {
  readonly code: string;
  readonly scheme: string;
  readonly label: string;
}

/** HL7 CX: an identifier, the OID of who gave it, and its kind (NH national health identifier, PI internal identifier). */
export interface PatientIdentifier {
  readonly value: string;
  readonly oid: string;
  readonly kind: 'NH' | 'PI';
}

/** HL7 XCN of a professional (`IDNPS`, name type D) or of a system (`RI`, name type U). */
export interface Person {
  readonly id: string;
  readonly oid: string;
  readonly family: string;
  readonly given: string;
  readonly kind: 'professional' | 'system';
}

/** HL7 XON of a structure. */
export interface Institution {
  readonly id: string;
  readonly name: string;
}

export interface Author {
  readonly person: Person;
  readonly institution: Institution | null;
  readonly role: string | null;
  readonly specialty: Coded | null;
}

/** Metadata of one document (CI-SIS, Partage de documents de santé, « XDSDocumentEntry »). Times are UTC, yyyyMMddHHmmss. */
export interface DocumentEntry {
  readonly uniqueId: string;
  readonly mimeType: string;
  readonly title: string;
  readonly comments: string | null;
  readonly languageCode: string;
  readonly patientId: PatientIdentifier;
  readonly sourcePatientId: PatientIdentifier;
  /** `PID-5|…`, `PID-7|…`, `PID-8|…`, `PID-11|…` */
  readonly sourcePatientInfo: readonly string[];
  readonly authors: readonly Author[];
  readonly legalAuthenticator: Person | null;
  readonly classCode: Coded;
  readonly typeCode: Coded;
  readonly formatCode: Coded;
  readonly confidentialityCodes: readonly Coded[];
  readonly eventCodes: readonly Coded[];
  readonly facilityType: Coded;
  readonly practiceSetting: Coded;
  readonly creationTime: string;
  readonly serviceStartTime: string;
  readonly serviceStopTime: string | null;
  /** SHA-1 in lower-case hexadecimal and byte count of exactly the bytes sent. */
  readonly hash: string;
  readonly size: number;
}

/** Metadata of a submission set. `submissionTime` is UTC, yyyyMMddHHmmss. */
export interface SubmissionSet {
  readonly uniqueId: string;
  readonly sourceId: string;
  readonly submissionTime: string;
  readonly title: string | null;
  readonly comments: string | null;
  readonly author: Author;
  readonly contentType: Coded;
  readonly patientId: PatientIdentifier;
}

/** What a registry, or the METADATA.XML of somebody else, says of a document: anything may be missing. */
export interface ReadEntry {
  /** `@id`: the entryUUID in a registry's answer, a symbolic name in a file. */
  readonly id: string;
  readonly logicalId: string | null;
  readonly status: EntryStatus | string | null;
  readonly version: string | null;
  readonly uniqueId: string | null;
  readonly mimeType: string | null;
  readonly title: string | null;
  readonly comments: string | null;
  readonly patientId: PatientIdentifier | null;
  readonly sourcePatientId: string | null;
  readonly sourcePatientInfo: readonly string[];
  readonly authors: readonly {
    readonly person: string | null;
    readonly institution: string | null;
    readonly specialty: string | null;
  }[];
  readonly classCode: Coded | null;
  readonly typeCode: Coded | null;
  readonly formatCode: Coded | null;
  readonly confidentialityCodes: readonly Coded[];
  readonly creationTime: string | null;
  readonly serviceStartTime: string | null;
  readonly serviceStopTime: string | null;
  readonly repositoryUniqueId: string | null;
  readonly hash: string | null;
  readonly size: number | null;
  /** XDM only: name of the file, relative to its submission set. */
  readonly uri: string | null;
  /** XDM only: C when the document replaces an earlier one, D when the sender asks for its removal. */
  readonly action: string | null;
}
