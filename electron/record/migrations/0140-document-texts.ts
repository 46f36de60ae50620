import type { Migration } from './migration.ts';

/**
 * Search inside the documents of a record. What is to be read of a document is decided here, by triggers: whoever files, moves or withdraws one need not
 * know that it is searched. Text never outlives its place in a record, and is read again when the document's words for itself change.
 */
export const documentTexts: Migration = {
  number: 140,
  name: 'document-texts',
  sql: `
CREATE TABLE document_readings (
  documentKey INTEGER PRIMARY KEY REFERENCES documents (key),
  etat TEXT NOT NULL CHECK (etat IN ('a-lire','lu','sans-texte','illisible')),
  essais INTEGER NOT NULL DEFAULT 0,
  coupe INTEGER NOT NULL DEFAULT 0 CHECK (coupe IN (0,1))
) STRICT;
CREATE INDEX document_readings_a_lire ON document_readings (documentKey) WHERE etat = 'a-lire';

-- rowid = key of the document; patient = « p » and the key of its patient; autres = words whose œ or æ are two letters.
CREATE VIRTUAL TABLE document_texts USING fts5 (
  patient, entete, corps, autres, tokenize="unicode61 remove_diacritics 2", detail='column', prefix='2 3'
);

CREATE TRIGGER documents_a_lire AFTER INSERT ON documents WHEN new.patientId IS NOT NULL BEGIN
  INSERT INTO document_readings (documentKey, etat) VALUES (new.key, 'a-lire');
END;
CREATE TRIGGER documents_a_relire AFTER UPDATE OF patientId, titre, type, auteurNom, etablissement, bytesHash, pdfHash ON documents
WHEN old.patientId IS NOT new.patientId OR old.titre <> new.titre OR old.type <> new.type OR old.auteurNom <> new.auteurNom
  OR old.etablissement <> new.etablissement OR old.bytesHash <> new.bytesHash OR old.pdfHash IS NOT new.pdfHash
BEGIN
  DELETE FROM document_texts WHERE rowid = new.key;
  DELETE FROM document_readings WHERE documentKey = new.key;
  INSERT INTO document_readings (documentKey, etat) SELECT new.key, 'a-lire' WHERE new.patientId IS NOT NULL;
END;

INSERT INTO document_readings (documentKey, etat) SELECT key, 'a-lire' FROM documents WHERE patientId IS NOT NULL;
`,
};
