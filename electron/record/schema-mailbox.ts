import type { ColumnType, Generated, Selectable } from 'kysely';
import type { RaisonReception } from '../../shared/domain/reception.ts';

/** Tables of the receiving mailbox (migrations 0070 and 0160). `mail_bodies` is reached by plain SQL: FTS5. */
export interface MailboxSchema {
  mail_boxes: { proprietaire: string; adresse: string; serveur: string | null; courante: number };
  mail_folders: MailFoldersTable;
  mail_messages: MailMessagesTable;
  mail_attachments: MailAttachmentsTable;
  mail_followups: MailFollowupsTable;
  mail_operations: MailOperationsTable;
  mail_drafts: { messageKey: number; contenuJson: string; modifieLe: string };
  mail_outbox: MailOutboxTable;
  mail_traces: { messageKey: number; rang: number; le: string; par: string; parNom: string; quoi: string };
}

type Late<T> = ColumnType<T, T | undefined, T>;

interface MailFoldersTable {
  id: string;
  proprietaire: string;
  chemin: string | null;
  nom: string;
  genre: 'reception' | 'envoyes' | 'brouillons' | 'supprimes' | 'archives' | 'personnel';
  parent: string | null;
  uidValidity: Late<string | null>;
  dernierUid: Generated<number>;
  modseq: Late<string | null>;
  synchroniseLe: Late<string | null>;
  creeLe: string;
  retireLe: Late<string | null>;
  adresse: string;
  absentLe: Late<string | null>;
}
export type MailFolderRow = Selectable<MailFoldersTable>;

interface MailMessagesTable {
  key: number;
  id: string;
  proprietaire: string;
  dossierId: string | null;
  uid: number | null;
  liste: string;
  bytesHash: Uint8Array | null;
  sha256: string | null;
  taille: number;
  recuLe: string;
  messageId: Late<string | null>;
  inReplyTo: Late<string | null>;
  analyse: 'a-lire' | 'lu' | 'illisible';
  essais: Generated<number>;
  classe: Late<'message' | 'accuse' | 'non-remise' | 'illisible'>;
  date: Late<string | null>;
  deNom: Generated<string>;
  deAdresse: Generated<string>;
  aJson: Generated<string>;
  objet: Generated<string>;
  extrait: Generated<string>;
  pieces: Generated<number>;
  enTetesJson: Generated<string>;
  lu: Generated<number>;
  repondu: Generated<number>;
  transfere: Generated<number>;
  horsEspace: Generated<number>;
  accuseFait: Late<string | null>;
  arriveeId: Late<string | null>;
  patientId: Late<string | null>;
  assignation: Late<'aucune' | 'automatique' | 'manuelle'>;
  raison: Late<RaisonReception | null>;
  assigneLe: Late<string | null>;
  assignePar: Late<string | null>;
  assigneNom: Late<string | null>;
  creeLe: string;
  adresse: string;
}
export type MailMessageRow = Selectable<MailMessagesTable>;

interface MailAttachmentsTable {
  messageKey: number;
  rang: number;
  nom: string;
  typeMedia: string;
  taille: number;
  genre: string;
  contentId: string | null;
  dansLeCorps: number;
  bytesHash: Uint8Array | null;
}
export type MailAttachmentRow = Selectable<MailAttachmentsTable>;

interface MailFollowupsTable {
  id: string;
  proprietaire: string;
  messageId: string;
  adresse: string;
  etat: 'attente' | 'envoye' | 'remis' | 'retarde' | 'lu' | 'integre' | 'refuse';
  le: string;
  code: string | null;
  explication: string | null;
  parMessage: string | null;
}
export type MailFollowupRow = Selectable<MailFollowupsTable>;

interface MailOperationsTable {
  key: Generated<number>;
  proprietaire: string;
  genre:
    | 'drapeau'
    | 'deplacer'
    | 'supprimer'
    | 'brouillon'
    | 'oublier-brouillon'
    | 'creer-dossier'
    | 'renommer-dossier'
    | 'supprimer-dossier';
  messageKey: number | null;
  dossierId: string | null;
  argumentsJson: string;
  essais: Generated<number>;
  erreur: Late<string | null>;
  creeLe: string;
  adresse: string;
}
export type MailOperationRow = Selectable<MailOperationsTable>;

interface MailOutboxTable {
  messageKey: number;
  proprietaire: string;
  etat: 'a-envoyer' | 'en-cours' | 'envoye' | 'echec' | 'annule' | 'issue-inconnue';
  de: string;
  destinatairesJson: string;
  copie: Generated<number>;
  reponseA: string | null;
  transfertDe: string | null;
  patientId: string | null;
  tentatives: Generated<number>;
  prochaineTentative: Late<string | null>;
  code: Late<string | null>;
  explication: Late<string | null>;
  creeLe: string;
  modifieLe: string;
}
export type MailOutboxRow = Selectable<MailOutboxTable>;
