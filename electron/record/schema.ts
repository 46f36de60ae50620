import type { Voie } from '../../shared/domain/reception.ts';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { AdministrativeSchema } from './schema-administrative.ts';
import type { DirectorySchema } from './schema-directory.ts';
import type { DrugsSchema } from './schema-drugs.ts';
import type { EnvoisSchema } from './schema-envois.ts';
import type { MailboxSchema } from './schema-mailbox.ts';
import type { WritingsSchema } from './schema-writings.ts';
import type { ProtocolActsSchema } from './schema-protocol-acts.ts';
import type { ProtocolsSchema } from './schema-protocols.ts';
import type { ReceptionSchema } from './schema-reception.ts';
import type { TextsSchema } from './schema-texts.ts';

/**
 * Rows as SQLite holds them. Dates are civil ISO text, instants UTC ISO text, booleans 0 or 1, composed values JSON text
 * (suffix Json). Columns carry the field's own names, as the domain types do.
 */
export interface RecordSchema
  extends
    EnvoisSchema,
    ReceptionSchema,
    MailboxSchema,
    DirectorySchema,
    DrugsSchema,
    WritingsSchema,
    ProtocolsSchema,
    ProtocolActsSchema,
    AdministrativeSchema,
    TextsSchema {
  settings: SettingsTable;
  base_secrets: { name: string; value: Uint8Array };
  patients: PatientsTable;
  patient_words: { kind: number; word: string; patientKey: number };
  patient_history: PatientHistoryTable;
  appointments: AppointmentsTable;
  notes: NotesTable;
  note_versions: NoteVersionsTable;
  drafts: { owner: string; kind: string; subject: string; content: Uint8Array; modifieLe: string };
  elements: ElementsTable;
  element_versions: ElementVersionsTable;
  sections: SectionsTable;
  section_versions: SectionVersionsTable;
  operations: OperationsTable;
  document_bytes: DocumentBytesTable;
  documents: DocumentsTable;
  document_provenances: DocumentProvenancesTable;
  dmp_status: DmpStatusTable;
  consents: ConsentsTable;
  dmp_exchanges: DmpExchangesTable;
  resume_state: { medecin: string; valueJson: string; modifieLe: string };
  audit: AuditTable;
  audit_heads: AuditHeadsTable;
  pre_login_events: { id: string; le: string; evenement: string; repriseLe: string };
  cim10: { key: Generated<number>; code: string; libelle: string; edition: string; rang: number };
}

interface SettingsTable {
  name: string;
  valueJson: string;
  modifieLe: string;
}

interface PatientsTable {
  key: Generated<number>;
  id: string;
  version: number;
  nomNaissance: string;
  premierPrenom: string;
  prenomsJson: string;
  dateNaissance: string;
  sexe: 'M' | 'F' | 'I';
  lieuNaissanceInsee: string | null;
  nomUtilise: string | null;
  prenomUtilise: string | null;
  insMatricule: string | null;
  insOid: string | null;
  statutIdentite: 'provisoire' | 'recuperee' | 'validee' | 'qualifiee';
  coordonneesJson: string;
  commune: string | null;
  informationImportante: string | null;
  medecinTraitant: string | null;
  oppositionDmpJson: string | null;
  oppositionMessagerieJson: string | null;
  /** Comparable « NOM PRENOM », the order of lists. */
  tri: string;
  /** Comparable birth name and first name: what two homonyms share. */
  cleHomonyme: string;
  creeLe: string;
  modifieLe: string;
}
export type PatientRow = Selectable<PatientsTable>;

interface PatientHistoryTable {
  patientId: string;
  version: number;
  le: string;
  auteur: string;
  auteurNom: string;
  fieldsJson: string;
}

interface AppointmentsTable {
  id: string;
  medecin: string;
  date: string;
  heure: string;
  patientId: string;
  motif: string;
  statut: 'prevu' | 'annule';
  version: number;
  creeLe: string;
  modifieLe: string;
}

interface NotesTable {
  key: Generated<number>;
  id: string;
  patientId: string;
  auteur: string;
  auteurNom: string;
  structureId: string | null;
  commenceeLe: string;
  signeeLe: string | null;
  version: number;
  modifieeLe: string;
  motif: string;
  texte: string;
  poids: number | null;
  taille: number | null;
  systolique: number | null;
  diastolique: number | null;
  problemesJson: Generated<string>;
}
export type NoteRow = Selectable<NotesTable>;

interface NoteVersionsTable {
  noteId: string;
  version: number;
  le: string;
  auteur: string;
  auteurNom: string;
  motifAmendement: string | null;
  contenuJson: string;
}

interface ElementsTable {
  key: Generated<number>;
  id: string;
  patientId: string;
  section: string;
  version: number;
  statut: 'actif' | 'retire';
  valeurJson: string;
  auteur: string;
  auteurNom: string;
  modifieLe: string;
}
export type ElementRow = Selectable<ElementsTable>;

interface ElementVersionsTable {
  elementId: string;
  version: number;
  patientId: string;
  section: string;
  statut: 'actif' | 'retire';
  action: 'ajout' | 'modification' | 'retrait' | 'annulation';
  valeurJson: string;
  motif: string | null;
  le: string;
  auteur: string;
  auteurNom: string;
  operationId: string;
}

interface SectionsTable {
  patientId: string;
  section: string;
  version: number;
  etat: 'non-renseigne' | 'absence-affirmee' | 'present';
  /** Text of a text section, or the risk factors; null for a section made of elements. */
  valeurJson: string | null;
  auteur: string;
  auteurNom: string;
  modifieLe: string;
}
export type SectionRow = Selectable<SectionsTable>;

interface SectionVersionsTable extends SectionsTable {
  action: 'modification' | 'annulation';
  operationId: string;
}

interface OperationsTable {
  id: string;
  patientId: string;
  le: string;
  auteur: string;
  /** [{cible:'element'|'section', id, avant: version or null, apres: version}] */
  changementsJson: string;
  annuleeLe: string | null;
}

interface DocumentBytesTable {
  /** Keyed hash (HMAC-SHA256 under a secret of the base): the name of the file says nothing about its content. */
  hash: Uint8Array;
  /** SHA-256 of the clear bytes, checked at each read. */
  sha256: Uint8Array;
  taille: number;
  cle: Uint8Array;
  creeLe: string;
}

interface DocumentsTable {
  key: Generated<number>;
  id: string;
  /** null while nobody has said whose it is. */
  patientId: string | null;
  date: string;
  typeCode: string;
  type: string;
  titre: string;
  auteur: string | null;
  auteurNom: string;
  etablissement: string;
  origine: 'local' | 'dmp' | 'messagerie';
  mediaType: string;
  bytesHash: Uint8Array;
  /** Its readable rendering (PDF/A) when it has one. */
  pdfHash: Uint8Array | null;
  taille: number;
  /** CDA setId, versionNumber and document uniqueId (root^extension), null for what is not CDA. */
  setId: string | null;
  versionNumber: number;
  uniqueId: string | null;
  remplace: string | null;
  remplacePar: string | null;
  masquePs: number;
  invisiblePatient: number;
  noteId: string | null;
  statut: 'actif' | 'remplace' | 'supprime';
  /** Whether it is still to be sent, as the lists show it; kept by `envois`. */
  envoi: ColumnType<DocumentSending, DocumentSending | undefined, DocumentSending>;
  motifEcarte: string | null;
  /** Extra data of the maker (for a VSM: its display model, to tell differences later). */
  complementJson: string | null;
  creeLe: string;
  /** Received documents only (migration 0060): road, when, partial or final, out of range, seen by whom. */
  voie: ColumnType<Voie | null, Voie | null | undefined, Voie | null>;
  recuLe: Received;
  resultat: ColumnType<'partial' | 'final' | 'corrected' | null, 'partial' | 'final' | 'corrected' | null | undefined>;
  anormal: Generated<number>;
  vuLe: Received;
  vuPar: Received;
  vuNom: Received;
  messageId: Received;
  cleDemande: Received;
  cleContenu: Received;
}
type Received = ColumnType<string | null, string | null | undefined, string | null>;
export type DocumentSending = 'du' | 'en-cours' | 'envoye' | 'refuse' | 'issue-inconnue' | 'ecarte' | 'sans-objet';
export type DocumentRow = Selectable<DocumentsTable>;

interface DocumentProvenancesTable {
  documentId: string;
  rang: number;
  source: string;
  detailJson: string;
  le: string;
}

interface DmpStatusTable {
  patientId: string;
  medecin: string;
  etat: 'non-verifie' | 'aucun' | 'ouvert' | 'ferme';
  autorise: number;
  autorisationCode: string | null;
  verifieLe: string | null;
}

interface DmpExchangesTable {
  key: Generated<number>;
  le: string;
  transactionName: string;
  url: string;
  requestType: string;
  requestHash: Uint8Array;
  status: number | null;
  responseType: string | null;
  responseHash: Uint8Array | null;
  error: string | null;
}

interface ConsentsTable {
  id: string;
  patientId: string;
  medecin: string;
  medecinNom: string;
  type: 'dmp-acces';
  le: string;
}

interface AuditTable {
  seq: number;
  le: string;
  auteur: string;
  auteurNom: string;
  structureId: string | null;
  action: string;
  patientId: string | null;
  detailJson: string;
  precedent: string;
  hash: string;
}
export type AuditRow = Selectable<AuditTable>;

interface AuditHeadsTable {
  id: Generated<number>;
  le: string;
  nombre: number;
  hash: string;
  motif: string;
  auteur: string;
  certificat: Uint8Array;
  signature: Uint8Array;
}
export type AuditHeadRow = Selectable<AuditHeadsTable>;
