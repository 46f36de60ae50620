import type { LabResult } from '../../shared/domain/biology.ts';
import type { FormatRecu, IdentiteRecue, RaisonReception } from '../../shared/domain/reception.ts';

/**
 * What every reader of a received file gives, whatever the format: plain values that cross a worker's boundary. A reader never throws
 * outward on bad bytes: it answers 'kept_raw' (not understood) or 'refused' (dangerous) with its reason.
 */
export interface ReadFile {
  readonly format: FormatRecu;
  readonly outcome: 'read' | 'kept_raw' | 'refused';
  readonly reason: RaisonReception | null;
  /** Our words on what is unusual (a shifted header, an unknown flag), for the file's details; never medical text. */
  readonly warnings: readonly string[];
  readonly reports: readonly ReadReport[];
  /** Charset the text was decoded from; null when the format says it itself. */
  readonly charset: string | null;
}

/** One document about one person. */
export interface ReadReport {
  /** From 1, in the order of the file. */
  readonly rank: number;
  readonly format: 'cda' | 'hprim' | 'pdf' | 'image' | 'text';
  readonly kind: 'biology' | 'letter' | 'imaging' | 'other';
  readonly identity: IdentiteRecue | null;
  /** Evidence the identity is matched by: the INS road (XDM of a mail), or traits (HPRIM, folders). See `mail` of ReadMail for the former. */
  readonly status: 'partial' | 'final' | 'corrected';
  readonly document: ReadDocument;
  /** 'structured' with results, or why none: text or PDF only, « non intégrable » [177]. */
  readonly results: readonly LabResult[];
  /** Readable text (HPRIM letters, text bodies); null when the document has its own form. */
  readonly text: string | null;
  readonly warnings: readonly string[];
}

export interface ReadDocument {
  /** The document's own bytes when they are a part of the file (CDA of an archive, attachment); null when they are the whole file. */
  readonly bytes: Uint8Array | null;
  readonly mediaType: string;
  /** Its readable PDF: embedded in the CDA, or beside it; null when there is none. */
  readonly pdf: Uint8Array | null;
  /** LOINC or TRE_A05 type code; null when nothing says: the filer then gives a neutral one. */
  readonly typeCode: string | null;
  readonly type: string | null;
  readonly title: string;
  /** Instant or civil date of the document (ISO). */
  readonly date: string | null;
  /** When the samples were taken, when the document says so (ISO local to the minute, or a civil date). */
  readonly sampledAt: string | null;
  readonly author: string;
  /** National id of the author; null when the document gives none. */
  readonly authorId: string | null;
  readonly organisation: string;
  /** Local code of the sender (HPRIM line 11, custodian id): what codes are significant with. */
  readonly senderCode: string | null;
  readonly recipient: string | null;
  /** HPRIM line 9, inFulfillmentOf/order/id: what partial, final and corrected reports of one order share. */
  readonly orderNumber: string | null;
  readonly uniqueId: string | null;
  readonly setId: string | null;
  readonly versionNumber: number | null;
  /** uniqueIds that this document replaces (relatedDocument RPLC). */
  readonly replaces: readonly string[];
  readonly confidentiality: { readonly masquePs: boolean; readonly invisiblePatient: boolean };
}
