import type { Generated, Selectable } from 'kysely';
import type { LabResult } from '../../shared/domain/biology.ts';
import type { FormatRecu, IssueReception, RaisonReception, Voie } from '../../shared/domain/reception.ts';

/** Tables of what comes in (migration 0060). */
export interface ReceptionSchema {
  sources: SourcesTable;
  arrivals: ArrivalsTable;
  arrival_reports: ArrivalReportsTable;
  results: ResultsTable;
  result_changes: ResultChangesTable;
  analyte_codes: AnalyteCodesTable;
  identity_links: IdentityLinksTable;
  tasks: TasksTable;
}

interface SourcesTable {
  id: string;
  voie: Exclude<Voie, 'mssante' | 'depot' | 'dmp'>;
  nom: string;
  actif: number;
  configJson: string;
  dernierPassageLe: string | null;
  derniereArriveeLe: string | null;
  erreur: string | null;
  erreurLe: string | null;
  creeLe: string;
  retireLe: string | null;
}
export type SourceRow = Selectable<SourcesTable>;

interface ArrivalsTable {
  key: Generated<number>;
  id: string;
  voie: Voie;
  sourceId: string | null;
  nom: string;
  bytesHash: Uint8Array;
  sha256: string;
  taille: number;
  recuLe: string;
  proprietaire: string | null;
  messageId: string | null;
  etat: 'received' | 'done' | 'kept_raw' | 'refused';
  essais: Generated<number>;
  format: FormatRecu | null;
  raison: RaisonReception | null;
  charset: string | null;
  charsetImpose: string | null;
  avertissementsJson: Generated<string>;
  expediteur: string | null;
  resoluLe: string | null;
  resoluPar: string | null;
  resoluNom: string | null;
  creeLe: string;
}
export type ArrivalRow = Selectable<ArrivalsTable>;

interface ArrivalReportsTable {
  arrivalKey: number;
  rang: number;
  issue: IssueReception;
  raison: RaisonReception | null;
  patientId: string | null;
  documentId: string | null;
  identiteJson: string | null;
  candidatsJson: Generated<string>;
  contenuJson: string | null;
  bytesHash: Uint8Array;
  pdfHash: Uint8Array | null;
  attente: number;
  anormal: Generated<number>;
  decision: string | null;
  decisionLe: string | null;
  decisionPar: string | null;
  decisionNom: string | null;
}
export type ArrivalReportRow = Selectable<ArrivalReportsTable>;

interface ResultsTable {
  patientKey: number;
  /** LOINC of the analyte's row (its curve), or `sender|code|unit` when no LOINC is certain. */
  analyte: string;
  /** ISO local time to the minute or civil date; the document's date when the report says nothing. */
  date: string;
  documentKey: number;
  rang: number;
  label: string;
  section: string | null;
  code: string | null;
  loinc: string | null;
  loincOrigine: LabResult['loincOrigine'];
  kind: LabResult['kind'];
  value: number | null;
  text: string | null;
  comparator: LabResult['comparator'];
  unit: string | null;
  low: number | null;
  high: number | null;
  rangeText: string | null;
  interpretation: string | null;
  computed: LabResult['computed'];
  status: string;
  value2: number | null;
  unit2: string | null;
  low2: number | null;
  high2: number | null;
  validation: string | null;
  comment: string | null;
  groupeJson: Generated<string>;
  axe: number | null;
  remplace: Generated<number>;
}
export type ResultRow = Selectable<ResultsTable>;

interface ResultChangesTable {
  id: string;
  patientId: string;
  documentId: string;
  label: string;
  ancien: string;
  nouveau: string;
  le: string;
  vuLe: string | null;
  vuPar: string | null;
}

interface AnalyteCodesTable {
  emetteur: string;
  code: string;
  unite: string;
  loinc: string;
  par: string;
  parNom: string;
  le: string;
}

interface IdentityLinksTable {
  emetteur: string;
  identifiant: string;
  traits: string;
  patientId: string;
  par: string;
  parNom: string;
  le: string;
}

interface TasksTable {
  id: string;
  patientId: string | null;
  documentId: string | null;
  texte: string;
  pour: string;
  echeance: string | null;
  creeLe: string;
  creePar: string;
  creeNom: string;
  faitLe: string | null;
  faitPar: string | null;
  faitNom: string | null;
}
export type TaskRow = Selectable<TasksTable>;
