import type { Migration } from './migration.ts';

/** The first tables: practice, patients, agenda, record, documents, journal. */
export const foundation: Migration = {
  number: 10,
  name: 'foundation',
  sql: `
CREATE TABLE settings (
  name TEXT PRIMARY KEY, valueJson TEXT NOT NULL CHECK (json_valid(valueJson)), modifieLe TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE base_secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE patients (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  nomNaissance TEXT NOT NULL,
  premierPrenom TEXT NOT NULL,
  prenomsJson TEXT NOT NULL CHECK (json_valid(prenomsJson)),
  dateNaissance TEXT NOT NULL,
  sexe TEXT NOT NULL CHECK (sexe IN ('M','F','I')),
  lieuNaissanceInsee TEXT,
  nomUtilise TEXT,
  prenomUtilise TEXT,
  insMatricule TEXT,
  insOid TEXT,
  statutIdentite TEXT NOT NULL CHECK (statutIdentite IN ('provisoire','recuperee','validee','qualifiee')),
  coordonneesJson TEXT NOT NULL CHECK (json_valid(coordonneesJson)),
  commune TEXT,
  informationImportante TEXT,
  medecinTraitant TEXT,
  oppositionDmpJson TEXT,
  oppositionMessagerieJson TEXT,
  tri TEXT NOT NULL,
  cleHomonyme TEXT NOT NULL,
  creeLe TEXT NOT NULL,
  modifieLe TEXT NOT NULL,
  CHECK ((insMatricule IS NULL) = (insOid IS NULL)),
  CHECK (statutIdentite <> 'qualifiee' OR insMatricule IS NOT NULL)
) STRICT;
CREATE INDEX patients_tri ON patients (tri, key);
CREATE INDEX patients_naissance ON patients (dateNaissance);
CREATE INDEX patients_ins ON patients (insMatricule) WHERE insMatricule IS NOT NULL;
CREATE INDEX patients_homonyme ON patients (cleHomonyme, dateNaissance);
-- kind 0: birth and used names; 1: first names. Clustered, so that a prefix is one range.
CREATE TABLE patient_words (
  kind INTEGER NOT NULL, word TEXT NOT NULL, patientKey INTEGER NOT NULL REFERENCES patients (key),
  PRIMARY KEY (kind, word, patientKey)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_words_patient ON patient_words (patientKey, word);
CREATE TABLE patient_history (
  patientId TEXT NOT NULL REFERENCES patients (id), version INTEGER NOT NULL, le TEXT NOT NULL,
  auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, fieldsJson TEXT NOT NULL,
  PRIMARY KEY (patientId, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointments (
  id TEXT PRIMARY KEY,
  medecin TEXT NOT NULL,
  date TEXT NOT NULL,
  heure TEXT NOT NULL,
  patientId TEXT NOT NULL REFERENCES patients (id),
  motif TEXT NOT NULL,
  statut TEXT NOT NULL CHECK (statut IN ('prevu','annule')),
  version INTEGER NOT NULL,
  creeLe TEXT NOT NULL,
  modifieLe TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- One patient a quarter of an hour for each doctor: two windows cannot both take it.
CREATE UNIQUE INDEX appointments_creneau ON appointments (medecin, date, heure) WHERE statut = 'prevu';
CREATE INDEX appointments_patient ON appointments (patientId, date);

CREATE TABLE notes (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  patientId TEXT NOT NULL REFERENCES patients (id),
  auteur TEXT NOT NULL,
  auteurNom TEXT NOT NULL,
  structureId TEXT,
  commenceeLe TEXT NOT NULL,
  signeeLe TEXT,
  version INTEGER NOT NULL,
  modifieeLe TEXT NOT NULL,
  motif TEXT NOT NULL,
  texte TEXT NOT NULL,
  poids REAL, taille REAL, systolique INTEGER, diastolique INTEGER
) STRICT;
CREATE INDEX notes_patient ON notes (patientId, commenceeLe DESC, key DESC);
CREATE UNIQUE INDEX notes_brouillon ON notes (patientId, auteur) WHERE signeeLe IS NULL;
CREATE TABLE note_versions (
  noteId TEXT NOT NULL REFERENCES notes (id), version INTEGER NOT NULL, le TEXT NOT NULL,
  auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, motifAmendement TEXT, contenuJson TEXT NOT NULL,
  PRIMARY KEY (noteId, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE drafts (
  owner TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, content BLOB NOT NULL, modifieLe TEXT NOT NULL,
  PRIMARY KEY (owner, kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE elements (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  patientId TEXT NOT NULL REFERENCES patients (id),
  section TEXT NOT NULL,
  version INTEGER NOT NULL,
  statut TEXT NOT NULL CHECK (statut IN ('actif','retire')),
  valeurJson TEXT NOT NULL CHECK (json_valid(valeurJson)),
  auteur TEXT NOT NULL,
  auteurNom TEXT NOT NULL,
  modifieLe TEXT NOT NULL
) STRICT;
CREATE INDEX elements_patient ON elements (patientId, statut, section, key);
CREATE TABLE element_versions (
  elementId TEXT NOT NULL REFERENCES elements (id), version INTEGER NOT NULL,
  patientId TEXT NOT NULL, section TEXT NOT NULL,
  statut TEXT NOT NULL CHECK (statut IN ('actif','retire')),
  action TEXT NOT NULL CHECK (action IN ('ajout','modification','retrait','annulation')),
  valeurJson TEXT NOT NULL, motif TEXT, le TEXT NOT NULL, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, operationId TEXT NOT NULL,
  PRIMARY KEY (elementId, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX element_versions_patient ON element_versions (patientId, section, le);

CREATE TABLE sections (
  patientId TEXT NOT NULL REFERENCES patients (id), section TEXT NOT NULL, version INTEGER NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('non-renseigne','absence-affirmee','present')),
  valeurJson TEXT, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, modifieLe TEXT NOT NULL,
  PRIMARY KEY (patientId, section)
) STRICT, WITHOUT ROWID;
CREATE TABLE section_versions (
  patientId TEXT NOT NULL, section TEXT NOT NULL, version INTEGER NOT NULL,
  etat TEXT NOT NULL, valeurJson TEXT, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, modifieLe TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('modification','annulation')), operationId TEXT NOT NULL,
  PRIMARY KEY (patientId, section, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE operations (
  id TEXT PRIMARY KEY, patientId TEXT NOT NULL REFERENCES patients (id), le TEXT NOT NULL, auteur TEXT NOT NULL,
  changementsJson TEXT NOT NULL, annuleeLe TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE document_bytes (
  hash BLOB PRIMARY KEY, sha256 BLOB NOT NULL, taille INTEGER NOT NULL, cle BLOB NOT NULL, creeLe TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  patientId TEXT REFERENCES patients (id),
  date TEXT NOT NULL,
  typeCode TEXT NOT NULL,
  type TEXT NOT NULL,
  titre TEXT NOT NULL,
  auteur TEXT,
  auteurNom TEXT NOT NULL,
  etablissement TEXT NOT NULL,
  origine TEXT NOT NULL CHECK (origine IN ('local','dmp','messagerie')),
  mediaType TEXT NOT NULL,
  bytesHash BLOB NOT NULL REFERENCES document_bytes (hash),
  pdfHash BLOB REFERENCES document_bytes (hash),
  taille INTEGER NOT NULL,
  setId TEXT,
  versionNumber INTEGER NOT NULL,
  uniqueId TEXT,
  remplace TEXT,
  remplacePar TEXT,
  masquePs INTEGER NOT NULL CHECK (masquePs IN (0,1)),
  invisiblePatient INTEGER NOT NULL CHECK (invisiblePatient IN (0,1)),
  noteId TEXT,
  statut TEXT NOT NULL CHECK (statut IN ('actif','remplace','supprime')),
  envoi TEXT NOT NULL DEFAULT 'sans-objet'
    CHECK (envoi IN ('du','en-cours','envoye','refuse','issue-inconnue','ecarte','sans-objet')),
  motifEcarte TEXT,
  complementJson TEXT,
  creeLe TEXT NOT NULL
) STRICT;
CREATE INDEX documents_patient ON documents (patientId, date DESC, key DESC);
CREATE INDEX documents_a_envoyer ON documents (envoi, date) WHERE envoi IN ('du','en-cours','refuse','issue-inconnue');
CREATE UNIQUE INDEX documents_unique ON documents (uniqueId) WHERE uniqueId IS NOT NULL;
CREATE INDEX documents_bytes ON documents (bytesHash);
CREATE INDEX documents_set ON documents (setId) WHERE setId IS NOT NULL;
CREATE TABLE document_provenances (
  documentId TEXT NOT NULL REFERENCES documents (id), rang INTEGER NOT NULL,
  source TEXT NOT NULL, detailJson TEXT NOT NULL, le TEXT NOT NULL,
  PRIMARY KEY (documentId, rang)
) STRICT, WITHOUT ROWID;

CREATE TABLE dmp_status (
  patientId TEXT NOT NULL REFERENCES patients (id), medecin TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('non-verifie','aucun','ouvert','ferme')),
  autorise INTEGER NOT NULL CHECK (autorise IN (0,1)), autorisationCode TEXT, verifieLe TEXT,
  PRIMARY KEY (patientId, medecin)
) STRICT, WITHOUT ROWID;
CREATE TABLE consents (
  id TEXT PRIMARY KEY, patientId TEXT NOT NULL REFERENCES patients (id), medecin TEXT NOT NULL, medecinNom TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('dmp-acces')), le TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_patient ON consents (patientId, le);
CREATE TABLE resume_state (medecin TEXT PRIMARY KEY, valueJson TEXT NOT NULL, modifieLe TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  le TEXT NOT NULL,
  auteur TEXT NOT NULL,
  auteurNom TEXT NOT NULL,
  structureId TEXT,
  action TEXT NOT NULL,
  patientId TEXT,
  detailJson TEXT NOT NULL,
  precedent TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_patient ON audit (patientId, seq) WHERE patientId IS NOT NULL;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE audit_heads (
  id INTEGER PRIMARY KEY, le TEXT NOT NULL, nombre INTEGER NOT NULL, hash TEXT NOT NULL, motif TEXT NOT NULL,
  auteur TEXT NOT NULL, certificat BLOB NOT NULL, signature BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_heads_no_update BEFORE UPDATE ON audit_heads BEGIN SELECT RAISE(ABORT, 'signed heads are append-only'); END;
CREATE TRIGGER audit_heads_no_delete BEFORE DELETE ON audit_heads BEGIN SELECT RAISE(ABORT, 'signed heads are append-only'); END;
CREATE TABLE pre_login_events (
  id TEXT PRIMARY KEY, le TEXT NOT NULL, evenement TEXT NOT NULL, repriseLe TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cim10 (
  key INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, libelle TEXT NOT NULL, edition TEXT NOT NULL, rang INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE cim10_texte USING fts5 (
  code, libelle, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
`,
};
