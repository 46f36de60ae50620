import type { Migration } from './migration.ts';

/** Public extraction of the Annuaire Santé as last imported, and the practice's own contacts. */
export const directory: Migration = {
  number: 80,
  name: 'directory',
  sql: `
CREATE TABLE directory_base (
  id INTEGER PRIMARY KEY CHECK (id = 1), generation INTEGER NOT NULL, fichier TEXT NOT NULL, genereLe TEXT, importeeLe TEXT NOT NULL, entrees INTEGER NOT NULL, ecartees INTEGER NOT NULL
) STRICT;
-- One row a line of the extraction: an address may stand in it for several structures. Keys of one extraction start at its generation × 10,000,000: the next
-- is laid beside it, and takes its place at once.
CREATE TABLE directory_entries (
  key INTEGER PRIMARY KEY,
  -- In lower case.
  adresse TEXT NOT NULL,
  typeBal TEXT,
  idNat TEXT, civilite TEXT, nom TEXT, prenom TEXT, profession TEXT, specialite TEXT,
  structure TEXT, structureId TEXT, service TEXT,
  adressePostale TEXT NOT NULL, codePostal TEXT, commune TEXT,
  dematerialisation INTEGER
) STRICT;
CREATE INDEX directory_entries_adresse ON directory_entries (adresse);
CREATE INDEX directory_entries_id ON directory_entries (idNat) WHERE idNat IS NOT NULL;
CREATE VIRTUAL TABLE directory_text USING fts5 (
  nom, metier, lieu, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", detail='column', prefix='2 3'
);
-- Every distinct word of a name, town or calling, for words that are typed with a slip.
CREATE TABLE directory_words (
  genre INTEGER NOT NULL, son TEXT NOT NULL, mot TEXT NOT NULL, PRIMARY KEY (genre, son, mot)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  id TEXT PRIMARY KEY,
  -- In lower case.
  adresse TEXT NOT NULL,
  entreeJson TEXT NOT NULL CHECK (json_valid(entreeJson)),
  -- Comparable words it is found by.
  recherche TEXT NOT NULL,
  tri TEXT NOT NULL,
  favori INTEGER NOT NULL CHECK (favori IN (0,1)),
  note TEXT NOT NULL,
  dernierUsageLe TEXT,
  origine TEXT NOT NULL CHECK (origine IN ('annuaire','saisie','message')),
  version INTEGER NOT NULL,
  creeLe TEXT NOT NULL,
  retireLe TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX contacts_adresse ON contacts (adresse) WHERE retireLe IS NULL;
CREATE INDEX contacts_tri ON contacts (tri) WHERE retireLe IS NULL;
`,
};
