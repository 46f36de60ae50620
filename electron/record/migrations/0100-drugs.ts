import type { Migration } from './migration.ts';

/** The public drug base as last imported, and what a doctor has accepted for a patient. */
export const drugs: Migration = {
  number: 100,
  name: 'drugs',
  sql: `
CREATE TABLE drug_base (
  id INTEGER PRIMARY KEY CHECK (id = 1), date TEXT NOT NULL, importeeLe TEXT NOT NULL, specialites INTEGER NOT NULL,
  presentations INTEGER NOT NULL, ignorees INTEGER NOT NULL
) STRICT;
CREATE TABLE drugs (
  key INTEGER PRIMARY KEY,
  cis TEXT NOT NULL UNIQUE,
  nom TEXT NOT NULL,
  dci TEXT NOT NULL,
  -- Codes of its substances, sorted: two drugs that share one are told.
  substances TEXT NOT NULL,
  forme TEXT NOT NULL,
  voies TEXT NOT NULL,
  statut TEXT NOT NULL,
  commercialise INTEGER NOT NULL CHECK (commercialise IN (0,1)),
  titulaires TEXT NOT NULL,
  surveillance INTEGER NOT NULL CHECK (surveillance IN (0,1)),
  atc TEXT,
  groupeGenerique TEXT,
  conditionsJson TEXT NOT NULL,
  disponibilite TEXT
) STRICT;
CREATE TABLE drug_presentations (
  cip13 TEXT PRIMARY KEY, cis TEXT NOT NULL, libelle TEXT NOT NULL, commercialise INTEGER NOT NULL,
  taux TEXT, prix REAL, indications TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX drug_presentations_cis ON drug_presentations (cis);
CREATE TABLE drug_substances (
  cis TEXT NOT NULL, rang INTEGER NOT NULL, code TEXT NOT NULL, substance TEXT NOT NULL, dose TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (cis, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX drug_substances_code ON drug_substances (code, cis);
CREATE VIRTUAL TABLE drug_text USING fts5 (
  nom, dci, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4'
);
-- A signal accepted for one patient is not repeated; who and when is kept.
CREATE TABLE drug_mutes (
  patientId TEXT NOT NULL REFERENCES patients (id), signal TEXT NOT NULL, motif TEXT NOT NULL, le TEXT NOT NULL,
  par TEXT NOT NULL, parNom TEXT NOT NULL,
  PRIMARY KEY (patientId, signal)
) STRICT, WITHOUT ROWID;
`,
};
