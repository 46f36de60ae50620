import type { Migration } from './migration.ts';

/** Protocols of the practice, who follows them, and the practice's own information cards. */
export const protocols: Migration = {
  number: 110,
  name: 'protocols',
  sql: `
CREATE TABLE protocols (
  id TEXT NOT NULL, version INTEGER NOT NULL, contenuJson TEXT NOT NULL CHECK (json_valid(contenuJson)),
  livre INTEGER NOT NULL CHECK (livre IN (0,1)), actif INTEGER NOT NULL CHECK (actif IN (0,1)),
  le TEXT NOT NULL, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_protocols (
  patientId TEXT NOT NULL REFERENCES patients (id), protocole TEXT NOT NULL, debut TEXT NOT NULL, fin TEXT,
  le TEXT NOT NULL, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL,
  PRIMARY KEY (patientId, protocole, debut)
) STRICT, WITHOUT ROWID;
CREATE TABLE info_cards (
  id TEXT NOT NULL, version INTEGER NOT NULL, pathologie TEXT NOT NULL, cim10Json TEXT NOT NULL,
  contenuJson TEXT NOT NULL CHECK (json_valid(contenuJson)), actif INTEGER NOT NULL CHECK (actif IN (0,1)),
  le TEXT NOT NULL, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
`,
};
