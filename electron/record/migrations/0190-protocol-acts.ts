import type { Migration } from './migration.ts';

/** What a doctor noted by hand as done for a planned event of a protocol. Taken back, it stays, with who and when. */
export const protocolActs: Migration = {
  number: 190,
  name: 'protocol-acts',
  sql: `
CREATE TABLE protocol_acts (
  id TEXT PRIMARY KEY,
  patientId TEXT NOT NULL REFERENCES patients (id),
  protocole TEXT NOT NULL, evenement TEXT NOT NULL, prevuLe TEXT NOT NULL,
  realiseLe TEXT NOT NULL, texte TEXT NOT NULL,
  le TEXT NOT NULL, auteur TEXT NOT NULL, auteurNom TEXT NOT NULL,
  annuleLe TEXT, annulePar TEXT, annuleParNom TEXT,
  CHECK ((annuleLe IS NULL) = (annulePar IS NULL) AND (annuleLe IS NULL) = (annuleParNom IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX protocol_acts_patient ON protocol_acts (patientId, protocole);
-- One planned event is done once.
CREATE UNIQUE INDEX protocol_acts_un ON protocol_acts (patientId, protocole, evenement, prevuLe) WHERE annuleLe IS NULL;
`,
};
