import { compareReceived } from '../../../shared/domain/identity-match.ts';
import type { IdentiteRecue, RaisonReception } from '../../../shared/domain/reception.ts';
import { readCdaHeader } from '../cda/index.ts';
import { readCda } from '../cda/read/index.ts';
import type { ReadDocument, ReadReport } from '../received.ts';
import { ArchiveRefusedError, readXdmArchive, readZip } from '../xdm/index.ts';
import type { ReceivedArchive, ReceivedDocument, ReceivedSet } from '../xdm/index.ts';
import { XmlRefusedError } from '../xml/index.ts';
import { recognise } from './content.ts';
import { describedIdentity, describedProblem, insOf } from './metadata-identity.ts';

/** One document of an archive, with what the archive says of it and the first of the conditions 1 to 3 that it fails. */
export interface XdmDocument {
  readonly report: ReadReport;
  readonly described: IdentiteRecue;
  readonly reason: RaisonReception | null;
  /** What the sender asks: never done without a gesture. */
  readonly action: 'replace' | 'delete' | null;
}

export interface XdmReading {
  /** First reason why nothing of it may be filed alone (conditions 1, 2, 3, 7); null when they all hold. */
  readonly reason: RaisonReception | null;
  /** The archive is dangerous, not only unusable. */
  readonly refused: boolean;
  readonly documents: readonly XdmDocument[];
  readonly warnings: readonly string[];
}

const NO_DOCUMENT: ReadDocument = {
  bytes: null,
  mediaType: 'application/octet-stream',
  pdf: null,
  typeCode: null,
  type: null,
  title: 'Document',
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
};

/** UTC time of a slot to ISO: an instant, or the day when no more is said. */
function isoTime(text: string | null): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?/.exec(text ?? '');
  if (match === null) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  return match[4] === undefined ? date : `${date}T${match[4]}:${match[5]}:${match[6]}.000Z`;
}

function describedDocument({ entry, file }: ReceivedDocument): ReadDocument {
  const [author] = entry.authors;
  const person = author?.person?.split('^') ?? [];
  const codes = entry.confidentialityCodes.map(({ code }) => code);
  const isPdf = file !== null && recognise(file.bytes) === 'pdf';
  return {
    ...NO_DOCUMENT,
    bytes: file?.bytes ?? null,
    mediaType: isPdf ? 'application/pdf' : (entry.mimeType ?? NO_DOCUMENT.mediaType),
    pdf: isPdf ? file.bytes : null,
    typeCode: entry.typeCode?.code ?? null,
    type: entry.typeCode?.label ?? null,
    title: entry.title ?? entry.typeCode?.label ?? NO_DOCUMENT.title,
    date: isoTime(entry.serviceStartTime ?? entry.creationTime),
    author: [person[2], person[1]].filter((part) => part !== undefined && part !== '').join(' '),
    authorId: person[0] || null,
    organisation: author?.institution?.split('^')[0] ?? '',
    uniqueId: entry.uniqueId,
    confidentiality: { masquePs: codes.includes('MASQUE_PS'), invisiblePatient: codes.includes('INVISIBLE_PATIENT') },
  };
}

function describedReport(received: ReceivedDocument, described: IdentiteRecue): ReadReport {
  return {
    rank: 1,
    format: 'pdf',
    kind: 'other',
    identity: described,
    status: 'final',
    document: describedDocument(received),
    results: [],
    text: null,
    warnings: [],
  };
}

/** Condition 3. A CDA may carry several identifiers: the one of the archive must be among them, and the traits must be the same. */
function agrees(described: IdentiteRecue, identity: IdentiteRecue | null, cda: Uint8Array): boolean {
  if (described.ins === null || identity === null) return false;
  const { matricule, oid } = described.ins;
  const first = identity.ins?.matricule === matricule && identity.ins.oid === oid;
  const among = (): boolean =>
    readCdaHeader(cda).patient.ids.some((id) => id.root === oid && id.extension?.trim().toUpperCase() === matricule);
  return (first || among()) && compareReceived(described, identity).length === 0;
}

const ACTIONS: Readonly<Record<string, 'replace' | 'delete'>> = { C: 'replace', D: 'delete' };

function readOne(received: ReceivedDocument, test: boolean, beside: Uint8Array | null): XdmDocument {
  const described = describedIdentity(received.entry);
  const action = ACTIONS[received.entry.action?.trim().toUpperCase() ?? ''] ?? null;
  const result = (report: ReadReport, reason: RaisonReception | null): XdmDocument => ({
    report:
      action === 'delete'
        ? { ...report, warnings: [...report.warnings, 'L’expéditeur demande que ce document soit retiré.'] }
        : report,
    described,
    reason,
    action,
  });
  const plain = describedReport(received, described);
  if (received.problem !== null || received.file === null)
    return result(plain, received.problem ?? 'DOCUMENT_MANQUANT');
  const kind = recognise(received.file.bytes);
  if (kind === 'pdf') return result(plain, describedProblem(described, test));
  if (kind !== 'cda' && kind !== 'xml' && kind !== 'text') return result(plain, 'SANS_INS_QUALIFIE');
  const read = readCda(received.file.bytes);
  const [report] = read.reports;
  if (report === undefined || read.outcome !== 'read')
    return result(plain, read.outcome === 'refused' ? (read.reason ?? 'XML_REFUSE') : 'SANS_INS_QUALIFIE');
  const own: ReadReport = {
    ...report,
    document: {
      ...report.document,
      bytes: received.file.bytes,
      pdf: report.document.pdf ?? beside,
      uniqueId: report.document.uniqueId ?? received.entry.uniqueId,
    },
  };
  const problem = describedProblem(described, test);
  return result(
    own,
    problem ?? (agrees(described, report.identity, received.file.bytes) ? null : 'DISCORDANCE_CDA_METADATA'),
  );
}

/** A readable PDF that no metadata describe, beside the only document of its folder. */
function pdfBeside(set: ReceivedSet, { others }: ReceivedArchive): Uint8Array | null {
  const inFolder = others.filter(
    ({ name, bytes }) => name.toLowerCase().startsWith(`${set.folder.toLowerCase()}/`) && recognise(bytes) === 'pdf',
  );
  return set.documents.length === 1 && inFolder.length === 1 ? (inFolder[0]?.bytes ?? null) : null;
}

const keyOf = ({ described }: XdmDocument): string => `${described.ins?.oid}|${described.ins?.matricule}`;

/** Conditions 1 to 3 of each document, then 7, then that the whole set names the same person as its documents. */
function reasonOf(archive: ReceivedArchive, documents: readonly XdmDocument[]): RaisonReception | null {
  if (documents.length === 0) return 'SANS_METADONNEES';
  const all = documents.map(({ reason }) => reason);
  const first =
    all.find((reason) => reason === 'DOCUMENT_MANQUANT' || reason === 'INTEGRITE') ??
    all.find((reason) => reason === 'XML_REFUSE') ??
    all.find((reason) => reason !== null);
  if (first !== undefined) return first;
  if (severalPatients(documents)) return 'PLUSIEURS_PATIENTS';
  const named = archive.sets.flatMap(({ patientId }) => insOf(patientId) ?? []);
  if (
    named.some((ins) =>
      documents.some(({ described }) => described.ins?.matricule !== ins.matricule || described.ins.oid !== ins.oid),
    )
  )
    return 'DISCORDANCE_CDA_METADATA';
  // Without any CDA nothing confirms what the metadata say (condition 3).
  return documents.some(({ report }) => report.format === 'cda') ? null : 'SANS_INS_QUALIFIE';
}

/** Condition 7, over every archive of a message. */
export const severalPatients = (documents: readonly XdmDocument[]): boolean => new Set(documents.map(keyOf)).size > 1;

const failed = (reason: RaisonReception, refused: boolean, detail: string): XdmReading => ({
  reason,
  refused,
  documents: [],
  warnings: [detail],
});

/** Zip archives inside the archive are never opened: one that only wraps another is beyond the nesting allowed, which is none. */
async function wrapsAnother(archive: Uint8Array): Promise<boolean> {
  return (await readZip(archive)).some(({ bytes }) => recognise(bytes) === 'xdm');
}

/**
 * Reads an archive of an exchange with the documents in it, and judges conditions 1, 2, 3 and 7 of the automatic filing (Réf#2, ECO.2.1.2). 4 and 5 need the patients.
 * @param test whether this is a test installation: it takes the test identifiers of the INS and no others
 */
export async function readXdmDocuments(bytes: Uint8Array, test: boolean): Promise<XdmReading> {
  try {
    const archive = await readXdmArchive(bytes);
    if (archive === null)
      return (await wrapsAnother(bytes))
        ? failed('ARCHIVE_REFUSEE', true, 'L’archive en contient une autre : elle n’a pas été ouverte.')
        : failed('SANS_METADONNEES', false, 'L’archive n’est pas un échange de documents de santé.');
    const documents = archive.sets.flatMap((set) => {
      const beside = pdfBeside(set, archive);
      return set.documents.map((received) => readOne(received, test, beside));
    });
    const warnings = documents.some(({ action }) => action === 'replace')
      ? ['L’expéditeur annonce un document qui en remplace un autre.']
      : [];
    return {
      reason: reasonOf(archive, documents),
      refused: documents.some(({ reason }) => reason === 'XML_REFUSE'),
      documents,
      warnings,
    };
  } catch (error) {
    if (error instanceof ArchiveRefusedError)
      return failed(error.reason, error.reason === 'ARCHIVE_REFUSEE', error.message);
    if (error instanceof XmlRefusedError) return failed('XML_REFUSE', true, error.message);
    return failed('ARCHIVE_ILLISIBLE', false, 'L’archive n’a pas pu être lue.');
  }
}
