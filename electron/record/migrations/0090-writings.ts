import type { Migration } from './migration.ts';

/** What doctors write: drafts and their signed versions, the practice's templates and snippets. */
export const writings: Migration = {
  number: 90,
  name: 'writings',
  sql: `
CREATE TABLE writings (
  id TEXT PRIMARY KEY,
  patientId TEXT NOT NULL REFERENCES patients (id),
  type TEXT NOT NULL,
  auteur TEXT NOT NULL,
  auteurNom TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('brouillon','signe','abandonne')),
  contenuJson TEXT NOT NULL CHECK (json_valid(contenuJson)),
  -- The signed document, and the one that this writing amends with its reason.
  documentId TEXT REFERENCES documents (id),
  amende TEXT REFERENCES documents (id),
  motif TEXT,
  commenceeLe TEXT NOT NULL,
  modifieeLe TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX writings_brouillon ON writings (patientId, auteur, type) WHERE etat = 'brouillon';
CREATE INDEX writings_document ON writings (documentId) WHERE documentId IS NOT NULL;
CREATE INDEX writings_patient ON writings (patientId, type, modifieeLe);

CREATE TABLE templates (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  -- A type of document, or 'phrase' for a snippet of any text.
  type TEXT NOT NULL,
  nom TEXT NOT NULL,
  contenuJson TEXT NOT NULL CHECK (json_valid(contenuJson)),
  source TEXT NOT NULL,
  actif INTEGER NOT NULL CHECK (actif IN (0,1)),
  le TEXT NOT NULL, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX templates_type ON templates (type, id, version DESC);
`,
};
