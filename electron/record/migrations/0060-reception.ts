import type { Migration } from './migration.ts';

/** What comes in: files kept before they are read, the reports found in them, biology results, tasks, sources. */
export const reception: Migration = {
  number: 60,
  name: 'reception',
  sql: `
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  voie TEXT NOT NULL CHECK (voie IN ('hprim','hprim-net','apicrypt','bioserveur','sftp','dossier')),
  nom TEXT NOT NULL,
  actif INTEGER NOT NULL CHECK (actif IN (0,1)),
  configJson TEXT NOT NULL CHECK (json_valid(configJson)),
  dernierPassageLe TEXT,
  derniereArriveeLe TEXT,
  erreur TEXT,
  erreurLe TEXT,
  creeLe TEXT NOT NULL,
  retireLe TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE arrivals (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  voie TEXT NOT NULL CHECK (voie IN ('mssante','hprim','hprim-net','apicrypt','bioserveur','sftp','dossier','depot','dmp')),
  sourceId TEXT REFERENCES sources (id),
  nom TEXT NOT NULL,
  bytesHash BLOB NOT NULL REFERENCES document_bytes (hash),
  sha256 TEXT NOT NULL,
  taille INTEGER NOT NULL,
  recuLe TEXT NOT NULL,
  -- Mail is seen by its owner until it is assigned; other roads belong to the practice (null).
  proprietaire TEXT,
  messageId TEXT,
  etat TEXT NOT NULL CHECK (etat IN ('received','done','kept_raw','refused')),
  essais INTEGER NOT NULL DEFAULT 0,
  format TEXT,
  raison TEXT,
  charset TEXT,
  charsetImpose TEXT,
  avertissementsJson TEXT NOT NULL DEFAULT '[]',
  expediteur TEXT,
  -- What was kept unread waits until somebody has looked at it.
  resoluLe TEXT, resoluPar TEXT, resoluNom TEXT,
  creeLe TEXT NOT NULL
) STRICT;
CREATE INDEX arrivals_a_lire ON arrivals (key) WHERE etat = 'received';
CREATE INDEX arrivals_a_voir ON arrivals (recuLe, key) WHERE etat IN ('kept_raw','refused') AND resoluLe IS NULL;
CREATE INDEX arrivals_sha ON arrivals (sha256);
CREATE INDEX arrivals_source ON arrivals (sourceId, recuLe) WHERE sourceId IS NOT NULL;
CREATE INDEX arrivals_message ON arrivals (messageId) WHERE messageId IS NOT NULL;

CREATE TABLE arrival_reports (
  arrivalKey INTEGER NOT NULL REFERENCES arrivals (key),
  rang INTEGER NOT NULL,
  issue TEXT NOT NULL CHECK (issue IN ('filed','proposed','unassigned','duplicate','kept_raw','refused')),
  raison TEXT,
  patientId TEXT REFERENCES patients (id),
  documentId TEXT REFERENCES documents (id),
  identiteJson TEXT,
  candidatsJson TEXT NOT NULL DEFAULT '[]',
  -- The report as read, its results included, while it is in no record; null once it is filed: the record then holds it.
  contenuJson TEXT,
  bytesHash BLOB NOT NULL REFERENCES document_bytes (hash),
  pdfHash BLOB REFERENCES document_bytes (hash),
  attente INTEGER NOT NULL CHECK (attente IN (0,1)),
  anormal INTEGER NOT NULL DEFAULT 0 CHECK (anormal IN (0,1,2)),
  decision TEXT, decisionLe TEXT, decisionPar TEXT, decisionNom TEXT,
  PRIMARY KEY (arrivalKey, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_reports_attente ON arrival_reports (arrivalKey, rang, anormal) WHERE attente = 1;
CREATE INDEX arrival_reports_document ON arrival_reports (documentId) WHERE documentId IS NOT NULL;

ALTER TABLE documents ADD COLUMN voie TEXT;
ALTER TABLE documents ADD COLUMN recuLe TEXT;
ALTER TABLE documents ADD COLUMN resultat TEXT CHECK (resultat IN ('partial','final','corrected'));
-- 0 nothing, 1 out of range, 2 critical: signalled until somebody acknowledges it by name.
ALTER TABLE documents ADD COLUMN anormal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN vuLe TEXT;
ALTER TABLE documents ADD COLUMN vuPar TEXT;
ALTER TABLE documents ADD COLUMN vuNom TEXT;
ALTER TABLE documents ADD COLUMN messageId TEXT;
-- What partial, final and corrected reports of one order share, and what the same content by another road shares.
ALTER TABLE documents ADD COLUMN cleDemande TEXT;
ALTER TABLE documents ADD COLUMN cleContenu TEXT;
-- With what is critical beside: the list and its count are read from the index alone.
CREATE INDEX documents_a_voir ON documents (recuLe, key, anormal) WHERE recuLe IS NOT NULL AND vuLe IS NULL AND statut = 'actif';
CREATE INDEX documents_a_voir_patient ON documents (patientId, recuLe) WHERE recuLe IS NOT NULL AND vuLe IS NULL AND statut = 'actif';
CREATE INDEX documents_demande ON documents (cleDemande) WHERE cleDemande IS NOT NULL;
CREATE INDEX documents_contenu ON documents (cleContenu) WHERE cleContenu IS NOT NULL;
CREATE INDEX documents_message ON documents (messageId) WHERE messageId IS NOT NULL;

-- Read by patient, analyte by analyte: clustered so. Only results that stand in a record are here.
CREATE TABLE results (
  patientKey INTEGER NOT NULL REFERENCES patients (key),
  analyte TEXT NOT NULL,
  date TEXT NOT NULL,
  documentKey INTEGER NOT NULL REFERENCES documents (key),
  rang INTEGER NOT NULL,
  label TEXT NOT NULL,
  section TEXT,
  code TEXT,
  loinc TEXT,
  loincOrigine TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('numeric','text','coded')),
  value REAL,
  text TEXT,
  comparator TEXT,
  unit TEXT,
  low REAL, high REAL, rangeText TEXT,
  interpretation TEXT,
  computed TEXT,
  status TEXT NOT NULL,
  value2 REAL, unit2 TEXT, low2 REAL, high2 REAL,
  validation TEXT,
  comment TEXT,
  groupeJson TEXT NOT NULL DEFAULT '[]',
  -- Value on the analyte's own axis; null when no conversion is certain: it is then not on the curve.
  axe REAL,
  -- Replaced by a newer report of the same order: struck through in the history, off the curve.
  remplace INTEGER NOT NULL DEFAULT 0 CHECK (remplace IN (0,1)),
  PRIMARY KEY (patientKey, analyte, date, documentKey, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX results_document ON results (documentKey, rang);

-- A value already seen that a later report changes: old and new, until somebody has read it.
CREATE TABLE result_changes (
  id TEXT PRIMARY KEY, patientId TEXT NOT NULL REFERENCES patients (id), documentId TEXT NOT NULL REFERENCES documents (id),
  label TEXT NOT NULL, ancien TEXT NOT NULL, nouveau TEXT NOT NULL, le TEXT NOT NULL, vuLe TEXT, vuPar TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX result_changes_document ON result_changes (documentId);

-- LOINC codes learned from a human's choice, for one sender.
CREATE TABLE analyte_codes (
  emetteur TEXT NOT NULL, code TEXT NOT NULL, unite TEXT NOT NULL, loinc TEXT NOT NULL,
  par TEXT NOT NULL, parNom TEXT NOT NULL, le TEXT NOT NULL,
  PRIMARY KEY (emetteur, code, unite)
) STRICT, WITHOUT ROWID;

-- A confirmed choice: (sender, its own number, comparable traits) is this patient; used again only when the birth date is also equal.
CREATE TABLE identity_links (
  emetteur TEXT NOT NULL, identifiant TEXT NOT NULL, traits TEXT NOT NULL, patientId TEXT NOT NULL REFERENCES patients (id),
  par TEXT NOT NULL, parNom TEXT NOT NULL, le TEXT NOT NULL,
  PRIMARY KEY (emetteur, identifiant, traits)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
  id TEXT PRIMARY KEY, patientId TEXT REFERENCES patients (id), documentId TEXT REFERENCES documents (id),
  texte TEXT NOT NULL, pour TEXT NOT NULL, echeance TEXT, creeLe TEXT NOT NULL, creePar TEXT NOT NULL, creeNom TEXT NOT NULL,
  faitLe TEXT, faitPar TEXT, faitNom TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_a_faire ON tasks (pour, creeLe) WHERE faitLe IS NULL;
CREATE INDEX tasks_patient ON tasks (patientId) WHERE patientId IS NOT NULL;
`,
};
