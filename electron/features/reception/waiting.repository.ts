import { sql } from 'kysely';
import type { ATraiter } from '../../../shared/contract/reception.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import type {
  FormatRecu,
  IdentiteRecue,
  IssueReception,
  RaisonReception,
  Voie,
} from '../../../shared/domain/reception.ts';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import type { DocumentId } from '../../../shared/ids.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { summariesOf } from './summaries.ts';
import { readComplement, readStoredReport, type ReceivedComplement } from './stored-report.ts';

interface WaitingReport {
  readonly arriveeId: string;
  readonly rang: number;
  readonly voie: Voie;
  readonly source: string | null;
  readonly expediteur: string | null;
  readonly nom: string;
  readonly recuLe: Instant;
  readonly format: FormatRecu | null;
  readonly issue: IssueReception;
  readonly raison: RaisonReception | null;
  readonly identiteJson: string | null;
  readonly candidatsJson: string;
  readonly contenuJson: string | null;
  readonly anormal: number;
}

/** Reports that wait for a patient: a range of the partial index, oldest first. Mail is its owner's until it is assigned. */
const waitingReports = (owner: string, limit: number) => sql<WaitingReport>`
  SELECT a.id AS arriveeId, r.rang, a.voie, s.nom AS source, a.expediteur, a.nom, a.recuLe, a.format, r.issue, r.raison, r.identiteJson,
    r.candidatsJson, r.contenuJson, r.anormal
  FROM arrival_reports r INDEXED BY arrival_reports_attente CROSS JOIN arrivals a ON a.key = r.arrivalKey LEFT JOIN sources s ON s.id = a.sourceId
  WHERE r.attente = 1 AND (a.proprietaire IS NULL OR a.proprietaire = ${owner})
  ORDER BY r.arrivalKey, r.rang LIMIT ${limit}`;

interface ToSee {
  readonly id: string;
  readonly patientId: string;
  readonly voie: Voie;
  readonly etablissement: string;
  readonly auteurNom: string;
  readonly recuLe: Instant;
  readonly date: string;
  readonly titre: string;
  readonly type: string;
  readonly mediaType: string;
  readonly anormal: number;
  readonly resultat: ATraiter['resultat'];
  readonly complementJson: string | null;
  readonly resultats: number;
}

const documentsToSee = (limit: number) => sql<ToSee>`
  SELECT d.id, d.patientId, d.voie, d.etablissement, d.auteurNom, d.recuLe, d.date, d.titre, d.type, d.mediaType, d.anormal, d.resultat,
    d.complementJson, (SELECT count(*) FROM results x WHERE x.documentKey = d.key) AS resultats
  FROM documents d INDEXED BY documents_a_voir
  WHERE d.recuLe IS NOT NULL AND d.vuLe IS NULL AND d.statut = 'actif'
  ORDER BY d.recuLe, d.key LIMIT ${limit}`;

/** Critical results come first whatever their age: a second, short reading of the same index. */
const criticalToSee = (limit: number) => sql<ToSee>`
  SELECT d.id, d.patientId, d.voie, d.etablissement, d.auteurNom, d.recuLe, d.date, d.titre, d.type, d.mediaType, d.anormal, d.resultat,
    d.complementJson, (SELECT count(*) FROM results x WHERE x.documentKey = d.key) AS resultats
  FROM documents d INDEXED BY documents_a_voir
  WHERE d.recuLe IS NOT NULL AND d.vuLe IS NULL AND d.statut = 'actif' AND d.anormal = 2
  ORDER BY d.recuLe, d.key LIMIT ${limit}`;

interface Unread {
  readonly arriveeId: string;
  readonly voie: Voie;
  readonly source: string | null;
  readonly expediteur: string | null;
  readonly nom: string;
  readonly recuLe: Instant;
  readonly format: FormatRecu | null;
  readonly etat: 'kept_raw' | 'refused';
  /** Rank of the report that stands for the whole file; null when it may not be put in a record. */
  readonly rang: number | null;
  readonly identiteJson: string | null;
  readonly candidatsJson: string | null;
  readonly raison: RaisonReception | null;
}

const unreadFiles = (owner: string, limit: number) => sql<Unread>`
  SELECT a.id AS arriveeId, a.voie, s.nom AS source, a.expediteur, a.nom, a.recuLe, a.format, a.etat, a.raison, r.rang, r.identiteJson, r.candidatsJson
  FROM arrivals a INDEXED BY arrivals_a_voir LEFT JOIN sources s ON s.id = a.sourceId
    LEFT JOIN arrival_reports r ON r.arrivalKey = a.key AND r.rang = 1 AND r.issue = 'kept_raw'
  WHERE a.etat IN ('kept_raw','refused') AND a.resoluLe IS NULL AND (a.proprietaire IS NULL OR a.proprietaire = ${owner})
  ORDER BY a.recuLe, a.key LIMIT ${limit}`;

export function lineOfReport(row: WaitingReport): ATraiter {
  const report = row.contenuJson === null ? null : readStoredReport(row.contenuJson);
  return {
    cle: `rapport:${row.arriveeId}:${row.rang}`,
    genre: 'a-rapprocher',
    rapport: { arriveeId: row.arriveeId, rang: row.rang },
    documentId: null,
    arriveeId: row.arriveeId,
    patient: null,
    voie: row.voie,
    source: row.source ?? row.nom,
    expediteur: report?.document.organisation || report?.document.author || (row.expediteur ?? ''),
    recuLe: row.recuLe,
    date: report?.document.date ?? report?.document.sampledAt ?? null,
    titre: report?.document.title || row.nom,
    type: report?.document.type ?? '',
    format: row.format ?? 'unknown',
    issue: row.issue,
    raison: row.raison,
    identite: row.identiteJson === null ? null : (JSON.parse(row.identiteJson) as IdentiteRecue),
    candidats: (JSON.parse(row.candidatsJson) as unknown[]).length,
    resultats: report?.results.length ?? 0,
    anormal: row.anormal,
    resultat: report === null || report.kind !== 'biology' ? null : report.status,
    integrable: (report?.results.length ?? 0) > 0,
  };
}

const FORMATS: Readonly<Record<ReceivedComplement['format'], FormatRecu>> = {
  cda: 'cda',
  hprim: 'hprim',
  pdf: 'pdf',
  image: 'image',
  text: 'text',
};

function lineOfDocument(row: ToSee, patient: PatientSummary | null): ATraiter {
  const complement = readComplement(row.complementJson);
  return {
    cle: `document:${row.id}`,
    genre: 'a-voir',
    rapport: null,
    documentId: row.id as DocumentId,
    arriveeId: null,
    patient,
    voie: row.voie,
    source: row.etablissement,
    expediteur: row.etablissement || row.auteurNom,
    recuLe: row.recuLe,
    date: row.date,
    titre: row.titre,
    type: row.type,
    format: complement === null ? 'unknown' : FORMATS[complement.format],
    issue: 'filed',
    raison: null,
    identite: null,
    candidats: 0,
    resultats: row.resultats,
    anormal: row.anormal,
    resultat: row.resultat,
    integrable: row.resultats > 0,
  };
}

function lineOfFile(row: Unread): ATraiter {
  return {
    cle: `fichier:${row.arriveeId}`,
    genre: 'illisible',
    rapport: row.rang === null ? null : { arriveeId: row.arriveeId, rang: row.rang },
    documentId: null,
    arriveeId: row.arriveeId,
    patient: null,
    voie: row.voie,
    source: row.source ?? row.nom,
    expediteur: row.expediteur ?? '',
    recuLe: row.recuLe,
    date: null,
    titre: row.nom,
    type: '',
    format: row.format ?? 'unknown',
    issue: row.etat,
    raison: row.raison,
    identite: row.identiteJson === null ? null : (JSON.parse(row.identiteJson) as IdentiteRecue),
    candidats: (JSON.parse(row.candidatsJson ?? '[]') as unknown[]).length,
    resultats: 0,
    anormal: 0,
    resultat: null,
    integrable: false,
  };
}

async function count(db: ReadableRecord, owner: string): Promise<{ total: number; critiques: number }> {
  const { rows } = await sql<{ total: number; critiques: number }>`
    SELECT sum(total) AS total, sum(critiques) AS critiques FROM (
      SELECT count(*) AS total, count(*) FILTER (WHERE r.anormal = 2) AS critiques
        FROM arrival_reports r INDEXED BY arrival_reports_attente CROSS JOIN arrivals a ON a.key = r.arrivalKey
        WHERE r.attente = 1 AND (a.proprietaire IS NULL OR a.proprietaire = ${owner})
      UNION ALL
      SELECT count(*), count(*) FILTER (WHERE d.anormal = 2) FROM documents d INDEXED BY documents_a_voir
        WHERE d.recuLe IS NOT NULL AND d.vuLe IS NULL AND d.statut = 'actif'
      UNION ALL
      SELECT count(*), 0 FROM arrivals a INDEXED BY arrivals_a_voir
        WHERE a.etat IN ('kept_raw','refused') AND a.resoluLe IS NULL AND (a.proprietaire IS NULL OR a.proprietaire = ${owner})
    )`.execute(db);
  return { total: rows[0]?.total ?? 0, critiques: rows[0]?.critiques ?? 0 };
}

export const countWaiting = defineQuery({
  name: 'reception.compter',
  run: (db, _input: Record<string, never>, context) => count(db, context.actor.idNat),
});

/** Everything that arrived and waits for a human: critical results before everything, then the oldest first. */
export const listWaiting = defineQuery({
  name: 'reception.aTraiter',
  run: async (
    db,
    input: { limite: number },
    context,
  ): Promise<{ total: number; critiques: number; lignes: ATraiter[] }> => {
    const owner = context.actor.idNat;
    const reports = (await waitingReports(owner, input.limite).execute(db)).rows.map(lineOfReport);
    const seen = new Map<string, ToSee>();
    for (const query of [criticalToSee(input.limite), documentsToSee(input.limite)])
      for (const row of (await query.execute(db)).rows) seen.set(row.id, row);
    const documents = [...seen.values()];
    const patients = await summariesOf(
      db,
      documents.map(({ patientId }) => patientId),
    );
    const files = (await unreadFiles(owner, input.limite).execute(db)).rows.map(lineOfFile);
    const critical = ({ anormal }: ATraiter) => (anormal === 2 ? 0 : 1);
    const lignes = [
      ...reports,
      ...documents.map((row) => lineOfDocument(row, patients.get(row.patientId) ?? null)),
      ...files,
    ].sort((a, b) => critical(a) - critical(b) || (a.recuLe < b.recuLe ? -1 : a.recuLe > b.recuLe ? 1 : 0));
    return { ...(await count(db, owner)), lignes: lignes.slice(0, input.limite) };
  },
});
