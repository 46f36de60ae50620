import type { Migration } from './migration.ts';

/**
 * Administrative data by section, each with its versions; and the history of oppositions, of which `patients` holds what is in force. An opposition noted
 * before is its first act, by whoever noted it.
 */
export const administrative: Migration = {
  number: 120,
  name: 'administrative',
  sql: `
CREATE TABLE administrative_sections (
  patientId TEXT NOT NULL REFERENCES patients (id), section TEXT NOT NULL, version INTEGER NOT NULL,
  valeurJson TEXT NOT NULL CHECK (json_valid(valeurJson)), auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, le TEXT NOT NULL,
  PRIMARY KEY (patientId, section, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE opposition_acts (
  patientId TEXT NOT NULL REFERENCES patients (id), objet TEXT NOT NULL CHECK (objet IN ('dmp','messagerie')), rang INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('exprimee','corrigee','levee')), date TEXT NOT NULL, motif TEXT NOT NULL,
  portee TEXT NOT NULL CHECK (portee IN ('patient','tous')),
  auteur TEXT NOT NULL, auteurNom TEXT NOT NULL, le TEXT NOT NULL,
  PRIMARY KEY (patientId, objet, rang)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER opposition_acts_kept BEFORE DELETE ON opposition_acts BEGIN SELECT RAISE(ABORT, 'an opposition is lifted, never erased'); END;
CREATE TRIGGER opposition_acts_fixed BEFORE UPDATE ON opposition_acts BEGIN SELECT RAISE(ABORT, 'an act is never rewritten'); END;

WITH said (patientId, objet, champ, json) AS (
  SELECT id, 'dmp', '$.oppositionDmp', oppositionDmpJson FROM patients WHERE oppositionDmpJson IS NOT NULL
  UNION ALL SELECT id, 'messagerie', '$.oppositionMessagerie', oppositionMessagerieJson FROM patients WHERE oppositionMessagerieJson IS NOT NULL
), known AS (
  SELECT said.*, (
    SELECT min(h.version) FROM patient_history h
    WHERE h.patientId = said.patientId AND h.version > coalesce((
      SELECT max(n.version) FROM patient_history n WHERE n.patientId = said.patientId AND json_extract(n.fieldsJson, said.champ) IS NULL), 0)
  ) AS version FROM said
)
INSERT INTO opposition_acts (patientId, objet, rang, action, date, motif, portee, auteur, auteurNom, le)
SELECT k.patientId, k.objet, 1, 'exprimee', json_extract(k.json, '$.date'), json_extract(k.json, '$.motif'), 'tous',
  coalesce(h.auteur, ''), coalesce(h.auteurNom, ''), coalesce(h.le, p.modifieLe)
FROM known k JOIN patients p ON p.id = k.patientId
LEFT JOIN patient_history h ON h.patientId = k.patientId AND h.version = k.version;
`,
};
