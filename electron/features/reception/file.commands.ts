import { sql } from 'kysely';
import type { IssueReception, RaisonReception } from '../../../shared/domain/reception.ts';
import type { ReadReport } from '../../formats/received.ts';
import { defineCommand, type ArrivalRow, type CommandContext, type WritableRecord } from '../../record/index.ts';
import { mirrorDuplicate } from './duplicate.ts';
import { fileReport } from './filing.ts';
import type { Verdict } from './matching.ts';
import { alertOf } from './result-rows.ts';
import { sortFile, type FileToSort } from './sort.ts';
import { storedReportOf, type StoredReport } from './stored-report.ts';

/** A file and what was read of it; `lecture` null when the reader hung, died or threw. */
export interface FileRead {
  readonly arriveeId: string;
  readonly lecture: FileToSort | null;
}

export interface Sorted {
  readonly arriveeId: string;
  readonly etat: ArrivalRow['etat'];
  readonly rapports: number;
  readonly classes: number;
  /** Records in which something was put, to tell their views. */
  readonly patients: readonly string[];
}

const MOST_TRIES = 2;
const UNREADABLE: FileToSort = {
  format: 'unknown',
  outcome: 'kept_raw',
  reason: 'ERREUR_DE_LECTURE',
  warnings: [],
  reports: [],
  charset: null,
};

async function noteFailure(db: WritableRecord, arrival: ArrivalRow): Promise<ArrivalRow['etat']> {
  const essais = arrival.essais + 1;
  const given = essais >= MOST_TRIES;
  if (given) await keepAttachable(db, arrival, UNREADABLE);
  await db
    .updateTable('arrivals')
    .set(given ? { essais, etat: 'kept_raw', format: 'unknown', raison: 'ERREUR_DE_LECTURE' } : { essais })
    .where('key', '=', arrival.key)
    .execute();
  return given ? 'kept_raw' : 'received';
}

/** The bytes that a report's document is: its own part of the file, or the whole file when it holds nothing of anybody else. */
function bytesOf(
  context: CommandContext,
  arrival: ArrivalRow,
  file: FileToSort,
  report: ReadReport,
): { hash: Uint8Array; taille: number } {
  const { bytes } = report.document;
  if (bytes !== null) return context.documents.put(bytes);
  // A file about several people never enters a record whole: each takes its own text.
  if ((file.reports.length > 1 || file.format === 'mail') && report.text !== null)
    return context.documents.put(Buffer.from(report.text, 'utf8'));
  return { hash: arrival.bytesHash, taille: arrival.taille };
}

interface ReportOutcome {
  readonly issue: IssueReception;
  readonly raison: RaisonReception | null;
  readonly patientId: string | null;
  readonly documentId: string | null;
  readonly candidats: Verdict['candidats'];
}

async function settle(
  db: WritableRecord,
  context: CommandContext,
  arrival: ArrivalRow,
  file: FileToSort,
  read: ReadReport,
  verdict: Verdict,
): Promise<ReportOutcome> {
  // A picture has no title of its own: the name of its file says most.
  const report = read.format === 'image' ? { ...read, document: { ...read.document, title: arrival.nom } } : read;
  const { hash, taille } = bytesOf(context, arrival, file, report);
  const pdfHash = report.document.pdf === null ? null : context.documents.put(report.document.pdf).hash;
  let outcome: ReportOutcome = { ...verdict, documentId: null };
  if (verdict.patientId !== null) {
    const patient = await db
      .selectFrom('patients')
      .select(['id', 'key'])
      .where('id', '=', verdict.patientId)
      .executeTakeFirstOrThrow();
    const filed = await fileReport(db, context, {
      arrival,
      report: storedReportOf(report),
      identity: report.identity,
      bytesHash: hash,
      pdfHash,
      taille,
      patient,
    });
    outcome =
      filed.issue === 'conflict'
        ? {
            issue: 'unassigned',
            raison: 'TRAITS_DISCORDANTS',
            patientId: null,
            documentId: null,
            candidats: [verdict.patientId, filed.otherPatientId].flatMap((patientId) =>
              patientId === null ? [] : [{ patientId, reserve: 'Ce document est déjà dans un autre dossier' }],
            ),
          }
        : { issue: filed.issue, raison: null, patientId: patient.id, documentId: filed.documentId, candidats: [] };
  }
  // A part judged dangerous is kept with its file and offered to nobody.
  const dangerous = outcome.raison === 'XML_REFUSE' || outcome.raison === 'ARCHIVE_REFUSEE';
  if (dangerous) outcome = { ...outcome, issue: 'refused', candidats: [] };
  // The only report of a file that was not understood waits as that file does, and may be put in a record by hand from there.
  const raw = file.outcome === 'kept_raw' && file.reports.length === 1;
  if (raw) outcome = { ...outcome, issue: 'kept_raw' };
  const waits = outcome.documentId === null && !dangerous && !raw;
  await db
    .insertInto('arrival_reports')
    .values({
      arrivalKey: arrival.key,
      rang: report.rank,
      issue: outcome.issue,
      raison: outcome.raison,
      patientId: outcome.patientId,
      documentId: outcome.documentId,
      identiteJson: report.identity === null ? null : JSON.stringify(report.identity),
      candidatsJson: JSON.stringify(outcome.candidats),
      contenuJson: waits || raw ? JSON.stringify(storedReportOf(report)) : null,
      bytesHash: hash,
      pdfHash,
      attente: waits ? 1 : 0,
      anormal: alertOf(report.results),
    })
    .execute();
  return outcome;
}

/** A file in which nothing was found is a document all the same: a human may put it in a record as it is. */
async function keepAttachable(db: WritableRecord, arrival: ArrivalRow, file: FileToSort): Promise<void> {
  const text = file.format === 'text' || file.format === 'hprim';
  const report: StoredReport = {
    rank: 1,
    format: 'text',
    kind: 'other',
    status: 'final',
    results: [],
    text: null,
    warnings: file.warnings,
    document: {
      mediaType: text ? 'text/plain' : file.format === 'mail' ? 'message/rfc822' : 'application/octet-stream',
      typeCode: null,
      type: null,
      title: arrival.nom,
      date: null,
      sampledAt: null,
      author: arrival.expediteur ?? '',
      authorId: null,
      organisation: arrival.expediteur ?? '',
      senderCode: null,
      recipient: null,
      orderNumber: null,
      uniqueId: null,
      setId: null,
      versionNumber: null,
      replaces: [],
      confidentiality: { masquePs: false, invisiblePatient: false },
    },
  };
  await db
    .insertInto('arrival_reports')
    .values({
      arrivalKey: arrival.key,
      rang: 1,
      issue: 'kept_raw',
      contenuJson: JSON.stringify(report),
      bytesHash: arrival.bytesHash,
      attente: 0,
      raison: file.reason,
      patientId: null,
      documentId: null,
      identiteJson: null,
      pdfHash: null,
    })
    .execute();
}

interface Batch {
  readonly arrival: ArrivalRow | undefined;
  /** The same bytes came before: they may have been read since. */
  readonly known: boolean;
}

/** The rows of a batch, in one reading. */
async function arrivalsOf(db: WritableRecord, files: readonly FileRead[]): Promise<Map<string, Batch>> {
  const ids = JSON.stringify(files.map(({ arriveeId }) => arriveeId));
  const { rows } = await sql<ArrivalRow & { known: number }>`
    SELECT a.*, EXISTS (SELECT 1 FROM arrivals b WHERE b.sha256 = a.sha256 AND b.key < a.key) AS known
    FROM json_each(${ids}) w CROSS JOIN arrivals a ON a.id = w.value`.execute(db);
  return new Map(rows.map(({ known, ...arrival }) => [arrival.id, { arrival, known: known === 1 }]));
}

async function sortOne(
  db: WritableRecord,
  context: CommandContext,
  { arriveeId, lecture }: FileRead,
  { arrival, known }: Batch,
  test: boolean,
): Promise<Sorted | null> {
  // Sorted already by another reading of the same file: nothing is done twice.
  if (arrival === undefined || arrival.etat !== 'received') return null;
  const done = (etat: ArrivalRow['etat'], outcomes: readonly ReportOutcome[]): Sorted => ({
    arriveeId,
    etat,
    rapports: outcomes.length,
    classes: outcomes.filter(({ issue }) => issue === 'filed').length,
    patients: outcomes.flatMap(({ patientId }) => patientId ?? []),
  });
  if (known && arrival.essais === 0 && arrival.charsetImpose === null && (await mirrorDuplicate(db, context, arrival)))
    return done('done', []);
  if (lecture === null) return done(await noteFailure(db, arrival), []);
  const outcomes: ReportOutcome[] = [];
  const verdicts = await sortFile(db, arrival, lecture, test);
  for (const [index, report] of lecture.reports.entries()) {
    const verdict = verdicts[index];
    if (verdict !== undefined) outcomes.push(await settle(db, context, arrival, lecture, report, verdict));
  }
  // A mail of the mailbox waits there; anything else in which no document was found is listed until somebody has looked at it.
  const empty = outcomes.length === 0 && arrival.voie !== 'mssante';
  const refused = lecture.outcome === 'refused';
  const unread = empty || (lecture.outcome === 'kept_raw' && outcomes.length === 1);
  const etat = refused ? 'refused' : unread ? 'kept_raw' : 'done';
  if (empty && !refused) await keepAttachable(db, arrival, lecture);
  await db
    .updateTable('arrivals')
    .set({
      etat,
      format: lecture.format,
      raison: lecture.reason ?? (empty && lecture.outcome === 'read' ? 'FORMAT_INCONNU' : null),
      charset: lecture.charset,
      avertissementsJson: JSON.stringify(lecture.warnings),
    })
    .where('key', '=', arrival.key)
    .execute();
  return done(etat, outcomes);
}

/** The record that all of it is about; null when there are several, which `arrival_reports` names. */
function onlyPatient(sorted: readonly Sorted[]): string | null {
  const patients = new Set(sorted.flatMap((one) => one.patients));
  const [patient] = patients;
  return patients.size === 1 && patient !== undefined ? patient : null;
}

/**
 * Second transaction of the way in: results, match, filing, journal. A file that could not be read is tried again once, then kept as it is and listed. Files
 * are sorted in the order given, so that the versions of one report come in theirs.
 */
export const sortFiles = defineCommand({
  name: 'reception.classer',
  run: async (db, input: { fichiers: readonly FileRead[]; test: boolean }, context): Promise<Sorted[]> => {
    const arrivals = await arrivalsOf(db, input.fichiers);
    const sorted: Sorted[] = [];
    for (const file of input.fichiers) {
      const one = await sortOne(
        db,
        context,
        file,
        arrivals.get(file.arriveeId) ?? { arrival: undefined, known: false },
        input.test,
      );
      if (one !== null) sorted.push(one);
    }
    return sorted;
  },
  audit: (_input, output) => ({
    action: 'reception.classer',
    patientId: onlyPatient(output),
    detail: {
      fichiers: output.length,
      rapports: output.reduce((total, { rapports }) => total + rapports, 0),
      classes: output.reduce((total, { classes }) => total + classes, 0),
      illisibles: output.filter(({ etat }) => etat === 'kept_raw' || etat === 'refused').length,
    },
  }),
});
