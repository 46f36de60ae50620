import type { Migration } from './migration.ts';

/** The receiving mailbox: folders, messages and their text, follow-up, gestures to replay on the server, drafts and outbox. */
export const mailbox: Migration = {
  number: 70,
  name: 'mailbox',
  sql: `
CREATE TABLE mail_folders (
  id TEXT PRIMARY KEY,
  proprietaire TEXT NOT NULL,
  -- Path on the server; null until the folder made here exists there.
  chemin TEXT,
  nom TEXT NOT NULL,
  genre TEXT NOT NULL CHECK (genre IN ('reception','envoyes','brouillons','supprimes','archives','personnel')),
  parent TEXT REFERENCES mail_folders (id),
  -- What was last synchronised: UIDVALIDITY, highest UID seen, HIGHESTMODSEQ.
  uidValidity TEXT,
  dernierUid INTEGER NOT NULL DEFAULT 0,
  modseq TEXT,
  synchroniseLe TEXT,
  creeLe TEXT NOT NULL,
  retireLe TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX mail_folders_chemin ON mail_folders (proprietaire, chemin) WHERE chemin IS NOT NULL AND retireLe IS NULL;

CREATE TABLE mail_messages (
  -- Second of arrival × 1,000,000 + rank in that second: pages, lists and text search all come in the order of the screen.
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  proprietaire TEXT NOT NULL,
  -- Where it is on the server; null for what was never there (a draft, the outbox).
  dossierId TEXT REFERENCES mail_folders (id),
  uid INTEGER,
  -- Where it stands on the screen: a view of the inbox, a fixed folder, a folder's identifier, or « retires » for what left the server.
  liste TEXT NOT NULL,
  bytesHash BLOB REFERENCES document_bytes (hash),
  sha256 TEXT,
  taille INTEGER NOT NULL,
  recuLe TEXT NOT NULL,
  -- Identifiers without angle brackets.
  messageId TEXT,
  inReplyTo TEXT,
  -- « a-lire »: bytes kept, headers not read yet.
  analyse TEXT NOT NULL CHECK (analyse IN ('a-lire','lu','illisible')),
  essais INTEGER NOT NULL DEFAULT 0,
  classe TEXT NOT NULL DEFAULT 'message' CHECK (classe IN ('message','accuse','non-remise','illisible')),
  date TEXT,
  deNom TEXT NOT NULL DEFAULT '',
  deAdresse TEXT NOT NULL DEFAULT '',
  aJson TEXT NOT NULL DEFAULT '[]',
  objet TEXT NOT NULL DEFAULT '',
  extrait TEXT NOT NULL DEFAULT '',
  pieces INTEGER NOT NULL DEFAULT 0,
  -- Everything else that the reading of the message shows.
  enTetesJson TEXT NOT NULL DEFAULT '{}',
  lu INTEGER NOT NULL DEFAULT 0 CHECK (lu IN (0,1)),
  repondu INTEGER NOT NULL DEFAULT 0 CHECK (repondu IN (0,1)),
  transfere INTEGER NOT NULL DEFAULT 0 CHECK (transfere IN (0,1)),
  horsEspace INTEGER NOT NULL DEFAULT 0 CHECK (horsEspace IN (0,1)),
  -- The read receipt that it asked: sent, or refused for good.
  accuseFait TEXT,
  arriveeId TEXT,
  patientId TEXT REFERENCES patients (id),
  assignation TEXT NOT NULL DEFAULT 'aucune' CHECK (assignation IN ('aucune','automatique','manuelle')),
  raison TEXT,
  assigneLe TEXT, assignePar TEXT, assigneNom TEXT,
  creeLe TEXT NOT NULL
) STRICT;
CREATE INDEX mail_messages_liste ON mail_messages (proprietaire, liste, key);
CREATE INDEX mail_messages_non_lus ON mail_messages (proprietaire, liste, lu, key);
CREATE UNIQUE INDEX mail_messages_uid ON mail_messages (dossierId, uid) WHERE uid IS NOT NULL;
CREATE INDEX mail_messages_message_id ON mail_messages (messageId) WHERE messageId IS NOT NULL;
CREATE INDEX mail_messages_patient ON mail_messages (patientId, key) WHERE patientId IS NOT NULL;
CREATE INDEX mail_messages_arrivee ON mail_messages (arriveeId) WHERE arriveeId IS NOT NULL;
CREATE INDEX mail_messages_a_lire ON mail_messages (key) WHERE analyse = 'a-lire';

CREATE TABLE mail_attachments (
  messageKey INTEGER NOT NULL REFERENCES mail_messages (key) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  nom TEXT NOT NULL,
  typeMedia TEXT NOT NULL,
  taille INTEGER NOT NULL,
  genre TEXT NOT NULL,
  contentId TEXT,
  dansLeCorps INTEGER NOT NULL CHECK (dansLeCorps IN (0,1)),
  -- Bytes of their own for a draft; a received one is read from its message.
  bytesHash BLOB REFERENCES document_bytes (hash),
  PRIMARY KEY (messageKey, rang)
) STRICT, WITHOUT ROWID;

-- rowid = key of the message.
CREATE VIRTUAL TABLE mail_bodies USING fts5 (
  expediteur, objet, corps, patient, tokenize="unicode61 remove_diacritics 2", detail='column', prefix='2 3'
);

-- What became of a sent message for each recipient, by Message-ID: of the outbox and of « Envois » alike.
CREATE TABLE mail_followups (
  id TEXT PRIMARY KEY,
  proprietaire TEXT NOT NULL,
  messageId TEXT NOT NULL,
  adresse TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('attente','envoye','remis','retarde','lu','integre','refuse')),
  le TEXT NOT NULL,
  code TEXT,
  explication TEXT,
  -- The receipt or bounce that says so; null for the operator's own answer.
  parMessage TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_followups_message ON mail_followups (messageId, le);
CREATE UNIQUE INDEX mail_followups_once ON mail_followups (messageId, adresse, etat, le);

-- Gestures made here that the server does not know yet, replayed in their order.
CREATE TABLE mail_operations (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  proprietaire TEXT NOT NULL,
  genre TEXT NOT NULL CHECK (genre IN ('drapeau','deplacer','supprimer','brouillon','oublier-brouillon','creer-dossier','renommer-dossier','supprimer-dossier')),
  messageKey INTEGER REFERENCES mail_messages (key),
  dossierId TEXT REFERENCES mail_folders (id),
  argumentsJson TEXT NOT NULL DEFAULT '{}',
  essais INTEGER NOT NULL DEFAULT 0,
  erreur TEXT,
  creeLe TEXT NOT NULL
) STRICT;
CREATE INDEX mail_operations_a_faire ON mail_operations (proprietaire, key);
CREATE INDEX mail_operations_message ON mail_operations (messageKey) WHERE messageKey IS NOT NULL;

-- What the doctor composes; its attached files are rows of mail_attachments.
CREATE TABLE mail_drafts (
  messageKey INTEGER PRIMARY KEY REFERENCES mail_messages (key) ON DELETE CASCADE,
  contenuJson TEXT NOT NULL CHECK (json_valid(contenuJson)),
  modifieLe TEXT NOT NULL
) STRICT;

CREATE TABLE mail_outbox (
  messageKey INTEGER PRIMARY KEY REFERENCES mail_messages (key),
  proprietaire TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('a-envoyer','en-cours','envoye','echec','annule','issue-inconnue')),
  de TEXT NOT NULL,
  destinatairesJson TEXT NOT NULL,
  -- The copy in « Éléments envoyés » is still to be made.
  copie INTEGER NOT NULL DEFAULT 1 CHECK (copie IN (0,1)),
  -- The message answered or forwarded, whose mark follows once this one has left.
  reponseA TEXT, transfertDe TEXT,
  -- Who objects since it was frozen is checked again before it leaves.
  patientId TEXT REFERENCES patients (id),
  tentatives INTEGER NOT NULL DEFAULT 0,
  prochaineTentative TEXT,
  code TEXT,
  explication TEXT,
  creeLe TEXT NOT NULL,
  modifieLe TEXT NOT NULL
) STRICT;
CREATE INDEX mail_outbox_a_faire ON mail_outbox (proprietaire, etat, messageKey);

CREATE TABLE mail_traces (
  messageKey INTEGER NOT NULL REFERENCES mail_messages (key) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  le TEXT NOT NULL,
  par TEXT NOT NULL,
  parNom TEXT NOT NULL,
  quoi TEXT NOT NULL,
  PRIMARY KEY (messageKey, rang)
) STRICT, WITHOUT ROWID;
`,
};
