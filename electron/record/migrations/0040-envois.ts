import type { Migration } from './migration.ts';

/** What leaves: jobs with their frozen bytes, the answer of each recipient, every attempt. */
export const envois: Migration = {
  number: 40,
  name: 'envois',
  sql: `
CREATE TABLE jobs (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  groupeId TEXT NOT NULL,
  patientId TEXT NOT NULL REFERENCES patients (id),
  documentId TEXT NOT NULL REFERENCES documents (id),
  canal TEXT NOT NULL CHECK (canal IN ('dmp','mssante-confrere','mssante-patient')),
  proprietaire TEXT NOT NULL,
  proprietaireNom TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('a-envoyer','en-cours','envoye','refuse','issue-inconnue','annule')),
  contenuHash BLOB NOT NULL REFERENCES document_bytes (hash),
  contenuTaille INTEGER NOT NULL,
  parametresJson TEXT NOT NULL CHECK (json_valid(parametresJson)),
  -- Message-ID or uniqueId of the SubmissionSet: frozen, so that the peer can recognise a second copy.
  identifiantExterne TEXT NOT NULL UNIQUE,
  tentatives INTEGER NOT NULL DEFAULT 0,
  -- Automatic attempts since the last gesture of a human: what the pause before the next one grows with.
  essaisAutomatiques INTEGER NOT NULL DEFAULT 0,
  prochaineTentative TEXT,
  code TEXT,
  explication TEXT,
  conseil TEXT,
  copie TEXT NOT NULL DEFAULT 'sans-objet' CHECK (copie IN ('sans-objet','a-faire','faite','impossible')),
  creeLe TEXT NOT NULL,
  modifieLe TEXT NOT NULL,
  CHECK (etat = 'a-envoyer' OR prochaineTentative IS NULL)
) STRICT;
CREATE INDEX jobs_a_faire ON jobs (proprietaire, canal, prochaineTentative, key) WHERE etat = 'a-envoyer';
CREATE INDEX jobs_a_suivre ON jobs (proprietaire, etat) WHERE etat IN ('en-cours','issue-inconnue','refuse');
CREATE INDEX jobs_copie ON jobs (proprietaire) WHERE copie = 'a-faire';
CREATE INDEX jobs_document ON jobs (documentId, canal, key);
CREATE INDEX jobs_groupe ON jobs (groupeId);

CREATE TABLE job_recipients (
  jobId TEXT NOT NULL REFERENCES jobs (id), rang INTEGER NOT NULL, adresse TEXT NOT NULL,
  etat TEXT NOT NULL CHECK (etat IN ('attente','accepte','refuse')), code TEXT, detail TEXT,
  PRIMARY KEY (jobId, rang)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_attempts (
  jobId TEXT NOT NULL REFERENCES jobs (id), numero INTEGER NOT NULL, commenceeLe TEXT NOT NULL, finieLe TEXT,
  issue TEXT CHECK (issue IN ('envoye','refuse','pas-maintenant','inconnu','interrompue')), code TEXT, detail TEXT,
  PRIMARY KEY (jobId, numero)
) STRICT, WITHOUT ROWID;
`,
};
