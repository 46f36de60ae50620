import type { Migration } from './migration.ts';

/** Which signed prescriptions a doctor has looked at for what they change in the treatments, and by which operation (null: nothing was taken). */
export const prescriptionReviews: Migration = {
  number: 180,
  name: 'prescription-reviews',
  sql: `
CREATE TABLE prescription_reviews (
  documentId TEXT PRIMARY KEY REFERENCES documents (id),
  patientId TEXT NOT NULL REFERENCES patients (id),
  operationId TEXT REFERENCES operations (id),
  le TEXT NOT NULL,
  auteur TEXT NOT NULL,
  auteurNom TEXT NOT NULL
) STRICT, WITHOUT ROWID;`,
};
