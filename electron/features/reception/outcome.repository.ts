import { sql } from 'kysely';
import type { FormatRecu, IdentiteRecue, IssueReception, RaisonReception } from '../../../shared/domain/reception.ts';
import { defineQuery, type ArrivalReportRow, type ReadableRecord } from '../../record/index.ts';
import type { LabResult } from '../../../shared/domain/biology.ts';
import { personById } from './candidates.repository.ts';
import type { CandidateKept } from './matching.ts';
import { comparesStrictly } from './report.repository.ts';
import { labResultOf, resultsOfDocument } from './result-rows.ts';
import { readComplement, readStoredReport } from './stored-report.ts';
import { compareForHuman } from './traits.ts';

/** Who, as a line of the command line says it. */
export interface PersonNamed {
  readonly id: string;
  readonly nomNaissance: string;
  readonly premierPrenom: string;
  readonly dateNaissance: string;
}

/** A candidate, and which of the traits sent are equal. */
export interface NamedCandidate {
  readonly patient: PersonNamed;
  readonly reserve: string | null;
  readonly egaux: readonly string[];
}

/** What became of one report, as the base has it. */
export interface ReportOutcome {
  readonly rang: number;
  readonly issue: IssueReception;
  readonly raison: RaisonReception | null;
  readonly patient: PersonNamed | null;
  readonly candidats: readonly NamedCandidate[];
  readonly document: {
    readonly id: string | null;
    readonly typeCode: string | null;
    readonly title: string;
    readonly date: string | null;
    readonly author: string;
    readonly organisation: string;
  };
  readonly results: readonly LabResult[];
}

export interface FileOutcome {
  readonly arriveeId: string;
  readonly sha256: string;
  readonly format: FormatRecu;
  readonly issue: IssueReception;
  readonly raison: RaisonReception | null;
  readonly reports: readonly ReportOutcome[];
}

const ORDER: readonly IssueReception[] = ['refused', 'unassigned', 'proposed', 'kept_raw', 'filed', 'duplicate'];

/** What a file with several reports comes to: whatever still needs somebody before what is done. */
function issueOf(
  etat: string,
  format: FormatRecu,
  raison: RaisonReception | null,
  reports: readonly { readonly issue: IssueReception }[],
): IssueReception {
  if (etat === 'refused') return 'refused';
  if (etat === 'kept_raw') return format === 'mail' ? 'unassigned' : 'kept_raw';
  if (reports.length === 0) return raison === null ? 'duplicate' : 'unassigned';
  return ORDER.find((issue) => reports.some((report) => report.issue === issue)) ?? 'unassigned';
}

interface Row {
  readonly key: number;
  readonly id: string;
  readonly sha256: string;
  readonly etat: string;
  readonly format: FormatRecu | null;
  readonly raison: RaisonReception | null;
}

async function candidatesOf(db: ReadableRecord, row: ArrivalReportRow): Promise<NamedCandidate[]> {
  const kept = JSON.parse(row.candidatsJson) as CandidateKept[];
  const sent = row.identiteJson === null ? null : (JSON.parse(row.identiteJson) as IdentiteRecue);
  const named: NamedCandidate[] = [];
  for (const { patientId, reserve } of kept) {
    const person = await personById(db, patientId);
    if (person === null) continue;
    const { id, nomNaissance, premierPrenom, dateNaissance } = person;
    const egaux = sent === null ? [] : compareForHuman(sent, person, comparesStrictly(row)).egaux;
    named.push({ patient: { id, nomNaissance, premierPrenom, dateNaissance }, reserve, egaux });
  }
  return named;
}

/** What became of files, in the order asked: read back from the base, so that what is told is what is kept. */
export const readOutcomes = defineQuery({
  name: 'reception.resultats',
  run: async (db, input: { arrivees: readonly string[] }): Promise<FileOutcome[]> => {
    const wanted = JSON.stringify(input.arrivees);
    const { rows } = await sql<Row>`
      SELECT a.key, a.id, a.sha256, a.etat, a.format, a.raison FROM json_each(${wanted}) w CROSS JOIN arrivals a ON a.id = w.value ORDER BY w.key`.execute(
      db,
    );
    const people = new Map<string, PersonNamed>();
    const person = async (id: string): Promise<PersonNamed | null> => {
      const known = people.get(id);
      if (known !== undefined) return known;
      const row = await db
        .selectFrom('patients')
        .select(['id', 'nomNaissance', 'premierPrenom', 'dateNaissance'])
        .where('id', '=', id)
        .executeTakeFirst();
      if (row !== undefined) people.set(id, row);
      return row ?? null;
    };
    const found: FileOutcome[] = [];
    for (const file of rows) {
      const reports: ReportOutcome[] = [];
      const all = await db
        .selectFrom('arrival_reports')
        .selectAll()
        .where('arrivalKey', '=', file.key)
        .orderBy('rang')
        .execute();
      for (const row of all.filter(({ issue, identiteJson }) => issue !== 'kept_raw' || identiteJson !== null)) {
        const candidats = await candidatesOf(db, row);
        const document =
          row.documentId === null
            ? undefined
            : await db.selectFrom('documents').selectAll().where('id', '=', row.documentId).executeTakeFirst();
        const content = row.contenuJson === null ? null : readStoredReport(row.contenuJson);
        const said = document === undefined ? null : readComplement(document.complementJson);
        reports.push({
          rang: row.rang,
          issue: row.issue,
          raison: row.raison,
          patient: row.patientId === null ? null : await person(row.patientId),
          candidats,
          document: {
            id: document?.id ?? null,
            typeCode: document?.typeCode ?? content?.document.typeCode ?? null,
            title: document?.titre ?? content?.document.title ?? '',
            date: said?.dateDite ?? content?.document.date ?? document?.date ?? null,
            author: document?.auteurNom ?? content?.document.author ?? '',
            organisation: document?.etablissement ?? content?.document.organisation ?? '',
          },
          results:
            document === undefined
              ? (content?.results ?? [])
              : (await resultsOfDocument(db, document.key)).map(labResultOf),
        });
      }
      const format = file.format ?? 'unknown';
      found.push({
        arriveeId: file.id,
        sha256: file.sha256,
        format,
        issue: issueOf(file.etat, format, file.raison, reports),
        raison: file.raison ?? reports.find(({ raison }) => raison !== null)?.raison ?? null,
        reports,
      });
    }
    return found;
  },
});

/** Files kept and not read yet: what a crash or a lock left to do, oldest first. */
export const filesToRead = defineQuery({
  name: 'reception.aLire',
  run: async (db, input: { apres: number; limite: number }) =>
    db
      .selectFrom('arrivals')
      .select(['key', 'id', 'charsetImpose'])
      .where('etat', '=', 'received')
      .where('key', '>', input.apres)
      .orderBy('key')
      .limit(input.limite)
      .execute(),
});

/** Bytes of a kept file, for the reader. */
export const bytesToRead = defineQuery({
  name: 'reception.octets',
  run: async (
    db,
    input: { arriveeId: string },
    context,
  ): Promise<{ bytes: Uint8Array; charset: string | null; etat: string }> => {
    const row = await db
      .selectFrom('arrivals')
      .select(['bytesHash', 'charsetImpose', 'etat'])
      .where('id', '=', input.arriveeId)
      .executeTakeFirstOrThrow();
    return { bytes: context.documents.get(row.bytesHash), charset: row.charsetImpose, etat: row.etat };
  },
});
