import type { RaisonReception } from '../../../shared/domain/reception.ts';
import { mediaOf, readCda } from '../cda/read/index.ts';
import { readHprim } from '../hprim/index.ts';
import { readMail } from '../mime/index.ts';
import type { ReadAttachment, ReadMail, WhiteList } from '../mime/index.ts';
import type { ReadFile, ReadReport } from '../received.ts';
import { recognise } from './content.ts';
import { readMailDocuments } from './mail-documents.ts';
import { readXdmDocuments } from './xdm-documents.ts';
import type { XdmDocument } from './xdm-documents.ts';

export interface ReadOptions {
  readonly now: Date;
  /** Trust space, for the senders of messages; null when no list was ever loaded. */
  readonly whiteList: WhiteList | null;
  /** True on a test installation: INS of test only; false: none of them. */
  readonly test: boolean;
  /** Charset that the doctor chose for this sender's text files. */
  readonly charsetForced?: string;
}

export interface ReadAnyFile extends ReadFile {
  /** Reason of each report, in their order; the file's own reason holds for all of them. */
  readonly reportReasons: readonly (RaisonReception | null)[];
  /** The message, when the file is one. */
  readonly mail: ReadMail | null;
}

const MEGABYTE = 1024 * 1024;
/** Beyond this no file is read, whatever it is: the message limit, the largest of all. */
const MAX_FILE = 40 * MEGABYTE;

const EMPTY: ReadAnyFile = {
  format: 'unknown',
  outcome: 'kept_raw',
  reason: null,
  warnings: [],
  reports: [],
  charset: null,
  reportReasons: [],
  mail: null,
};

const kept = (
  format: ReadFile['format'],
  reason: RaisonReception | null,
  warnings: readonly string[] = [],
): ReadAnyFile => ({
  ...EMPTY,
  format,
  reason,
  warnings,
});

/** A PDF names nobody that a machine may trust: a document to be assigned. */
function pdfReport(bytes: Uint8Array | null, pdf: Uint8Array, title: string): ReadReport {
  return {
    rank: 1,
    format: 'pdf',
    kind: 'other',
    identity: null,
    status: 'final',
    document: {
      bytes,
      mediaType: 'application/pdf',
      pdf,
      typeCode: null,
      type: null,
      title,
      date: null,
      sampledAt: null,
      author: '',
      authorId: null,
      organisation: '',
      senderCode: null,
      recipient: null,
      orderNumber: null,
      uniqueId: null,
      setId: null,
      versionNumber: null,
      replaces: [],
      confidentiality: { masquePs: false, invisiblePatient: false },
    },
    results: [],
    text: null,
    warnings: [],
  };
}

/** A photo, a scan: nobody is named in it, a human says whose it is. */
function imageReport(bytes: Uint8Array): ReadReport {
  const report = pdfReport(null, bytes, 'Image reçue');
  const { mediaType } = mediaOf(bytes, '');
  return { ...report, format: 'image', document: { ...report.document, mediaType, pdf: null } };
}

const ranked = (reports: readonly ReadReport[]): ReadReport[] =>
  reports.map((report, index) => ({ ...report, rank: index + 1 }));

/**
 * A report of an archive is matched by what the metadata say (ECO.2.1.2); the document's own words complete it.
 */
function archiveReport({ report, described }: XdmDocument): ReadReport {
  const identity = report.identity;
  if (identity === null) return { ...report, identity: described };
  return {
    ...report,
    identity: {
      ...described,
      nomUtilise: described.nomUtilise ?? identity.nomUtilise,
      lieuNaissanceInsee: described.lieuNaissanceInsee ?? identity.lieuNaissanceInsee,
      adresse: identity.adresse,
      identifiantEmetteur: described.identifiantEmetteur ?? identity.identifiantEmetteur,
    },
  };
}

/**
 * A lone archive, dropped or found in a folder. Choix : aucun message ne la porte, la condition 6 (expéditeur) est donc sans objet ; les conditions 1 à 5 et 7 s’appliquent.
 */
async function readArchive(bytes: Uint8Array, { test }: ReadOptions): Promise<ReadAnyFile> {
  const reading = await readXdmDocuments(bytes, test);
  if (reading.reason === 'SANS_METADONNEES') return kept('unknown', 'FORMAT_INCONNU', reading.warnings);
  const outcome = reading.refused ? 'refused' : reading.documents.length === 0 ? 'kept_raw' : 'read';
  return {
    ...EMPTY,
    format: 'xdm',
    outcome,
    reason: reading.reason,
    warnings: reading.warnings,
    reports: ranked(reading.documents.map(archiveReport)),
    reportReasons: reading.documents.map(({ reason }) => reason),
  };
}

/** Reports in the attachments of a message that has no archive; the bytes stay the attachment's. */
function attachmentReports(attachment: ReadAttachment, options: ReadOptions): readonly ReadReport[] {
  const { bytes, kind, mediaType, name } = attachment;
  if (kind === 'pdf') return [pdfReport(bytes, bytes, name)];
  if (kind !== 'cda' && kind !== 'hprim') return [];
  const read = kind === 'cda' ? readCda(bytes) : readHprim(bytes, hprimOptions(options));
  return read.reports.map((report) => ({
    ...report,
    document: {
      ...report.document,
      bytes: report.document.bytes ?? bytes,
      mediaType: report.document.mediaType || mediaType,
    },
  }));
}

const hprimOptions = ({ now, charsetForced }: ReadOptions): { now: Date; charsetForced?: string } =>
  charsetForced === undefined ? { now } : { now, charsetForced };

async function readMessage(bytes: Uint8Array, options: ReadOptions): Promise<ReadAnyFile> {
  const mail = readMail(bytes);
  // HPRIM Net and Apicrypt, once deciphered, may write the report as the very text of the message.
  const body = mail.class === 'message' && mail.text !== null ? Buffer.from(mail.text) : null;
  const bodyIsReport = body !== null && recognise(body) === 'hprim';
  const found = await readMailDocuments(mail, { ...options, bodyIsReport });
  const fromArchives = found.documents.map(archiveReport);
  const others =
    fromArchives.length > 0 || mail.class !== 'message'
      ? []
      : mail.attachments.flatMap((attachment) => attachmentReports(attachment, options));
  const fromBody = bodyIsReport && fromArchives.length === 0 ? readHprim(body, hprimOptions(options)).reports : [];
  const reports = ranked([...fromArchives, ...fromBody, ...others]);
  return {
    format: 'mail',
    outcome: found.refused ? 'refused' : 'read',
    reason: found.reason,
    warnings: [...mail.warnings, ...found.warnings, ...(mail.refusal === null ? [] : [mail.refusal])],
    reports,
    charset: null,
    reportReasons: reports.map((_, index) => found.documents[index]?.reason ?? found.reason),
    mail,
  };
}

/**
 * Reads any file of any road: recognised by its content, never by its name, then given to its reader. Never throws on bad bytes: what is not understood is 'kept_raw', what is
 * dangerous 'refused', each with its reason. Runs in the format worker.
 */
export async function readFile(bytes: Uint8Array, options: ReadOptions): Promise<ReadAnyFile> {
  try {
    return await readRecognised(bytes, options);
  } catch {
    return kept('unknown', 'ERREUR_DE_LECTURE');
  }
}

async function readRecognised(bytes: Uint8Array, options: ReadOptions): Promise<ReadAnyFile> {
  const kind = recognise(bytes);
  if (bytes.length > MAX_FILE && kind !== 'mail') return kept('unknown', 'TAILLE');
  const plain = (read: ReadFile): ReadAnyFile => ({
    ...EMPTY,
    ...read,
    reportReasons: read.reports.map(() => read.reason),
  });
  switch (kind) {
    case 'empty':
      return kept('unknown', 'FICHIER_VIDE');
    case 'mail':
      return readMessage(bytes, options);
    case 'xdm':
    case 'zip':
      return readArchive(bytes, options);
    case 'cda':
      return plain(readCda(bytes));
    case 'hprim':
    case 'hprim_sante':
    case 'apicrypt':
      return plain(readHprim(bytes, hprimOptions(options)));
    case 'pdf':
      return {
        ...EMPTY,
        format: 'pdf',
        outcome: 'read',
        reports: [pdfReport(null, bytes, 'Document PDF')],
        reportReasons: [null],
      };
    case 'image':
      return { ...EMPTY, format: 'image', outcome: 'read', reports: [imageReport(bytes)], reportReasons: [null] };
    case 'text':
    case 'rtf':
      return kept('text', 'FORMAT_INCONNU');
    default:
      return kept('unknown', 'FORMAT_INCONNU');
  }
}
