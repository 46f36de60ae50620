/** What the header of a CDA R2 document says (CI-SIS, volet « Structuration minimale de documents de santé »), as read, nothing deduced. */

/** HL7 II: `extension` is null when the root alone identifies. */
export interface CdaId {
  readonly root: string;
  readonly extension: string | null;
}

/** HL7 CD or CE; null where the document says nothing or gives a nullFlavor. */
export interface CdaCode {
  readonly code: string | null;
  readonly codeSystem: string | null;
  readonly displayName: string | null;
}

/** HL7 TS as written (YYYYMMDDhhmmss+zzzz, or shorter), never converted. */
export type CdaTime = string;

export interface CdaInterval {
  readonly low: CdaTime | null;
  readonly high: CdaTime | null;
}

export interface CdaTelecom {
  /** With its scheme: `tel:`, `mailto:`… */
  readonly value: string;
  readonly use: string | null;
}

export interface CdaAddress {
  /** Street lines in order, whatever their element (streetAddressLine, or houseNumber and streetName joined). */
  readonly lines: readonly string[];
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

export interface CdaPersonName {
  readonly family: string;
  readonly given: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
}

export interface CdaOrganization {
  readonly ids: readonly CdaId[];
  readonly name: string | null;
  /** standardIndustryClassCode (JDV_J04), the XDS practiceSettingCode. */
  readonly practiceSetting: CdaCode | null;
  readonly telecoms: readonly CdaTelecom[];
  readonly address: CdaAddress | null;
}

/** author, legalAuthenticator, performer or participant: one professional, or a device when `name` is null and `device` is not. */
export interface CdaActor {
  readonly time: CdaTime | null;
  /** functionCode, such as PCP for the médecin traitant. */
  readonly function: CdaCode | null;
  readonly ids: readonly CdaId[];
  /** Profession and speciality (JDV_J01), such as G15_10/SM54. */
  readonly specialty: CdaCode | null;
  readonly name: CdaPersonName | null;
  /** softwareName of an authoring device. */
  readonly device: string | null;
  readonly telecoms: readonly CdaTelecom[];
  readonly address: CdaAddress | null;
  readonly organization: CdaOrganization | null;
}

export interface CdaPatient {
  readonly ids: readonly CdaId[];
  /** The one id whose root is an INS (NIR, NIA, test, demonstration); null when there is none. */
  readonly ins: CdaId | null;
  /** family BR; in documents older than the INS, the family without a qualifier. */
  readonly birthName: string | null;
  /** given without qualifier: every birth first name in one string. */
  readonly birthGivenNames: string | null;
  /** given BR. */
  readonly firstBirthGivenName: string | null;
  /** family CL, or SP as older documents wrote it. */
  readonly usedName: string | null;
  /** given CL. */
  readonly usedGivenName: string | null;
  /** F, M or UN. */
  readonly gender: string | null;
  /** As written: YYYYMMDD, or shorter. */
  readonly birthTime: CdaTime | null;
  /** COG INSEE of the birth place. */
  readonly birthPlaceCog: string | null;
  readonly telecoms: readonly CdaTelecom[];
  readonly address: CdaAddress | null;
}

export interface CdaServiceEvent {
  readonly code: CdaCode | null;
  readonly effectiveTime: CdaInterval;
  readonly performer: CdaActor | null;
}

export interface CdaParticipant extends CdaActor {
  /** REF, INF, PRF… (JDV_J144). */
  readonly typeCode: string;
}

export interface CdaRelatedDocument {
  /** RPLC, APND or XFRM. */
  readonly typeCode: string;
  readonly id: CdaId;
  readonly setId: CdaId | null;
  readonly versionNumber: number | null;
}

export interface CdaHeader {
  readonly templateIds: readonly CdaId[];
  readonly id: CdaId;
  readonly code: CdaCode;
  readonly title: string;
  readonly effectiveTime: CdaTime;
  readonly confidentiality: CdaCode;
  readonly language: string | null;
  readonly setId: CdaId | null;
  readonly versionNumber: number | null;
  readonly patient: CdaPatient;
  readonly authors: readonly CdaActor[];
  readonly custodian: CdaOrganization | null;
  readonly legalAuthenticator: CdaActor | null;
  readonly participants: readonly CdaParticipant[];
  /** inFulfillmentOf/order/id: the orders that a report answers. */
  readonly orders: readonly CdaId[];
  /** The first is the main act. */
  readonly serviceEvents: readonly CdaServiceEvent[];
  readonly relatedDocuments: readonly CdaRelatedDocument[];
  readonly encounter: {
    readonly code: CdaCode | null;
    readonly effectiveTime: CdaInterval;
    /** Sector of activity (JDV_J02), the XDS healthcareFacilityTypeCode. */
    readonly facilityType: CdaCode | null;
  } | null;
  /** How the body is written: 'structured' (level 3) or the media type of a nonXMLBody (level 1). */
  readonly body: { readonly kind: 'structured' } | { readonly kind: 'media'; readonly mediaType: string };
}
