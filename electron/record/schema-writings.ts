import type { Selectable } from 'kysely';

/** Tables of what doctors write (migrations 0090 and 0180). */
export interface WritingsSchema {
  writings: WritingsTable;
  templates: TemplatesTable;
  prescription_reviews: PrescriptionReviewsTable;
}

interface WritingsTable {
  id: string;
  patientId: string;
  type: string;
  auteur: string;
  auteurNom: string;
  etat: 'brouillon' | 'signe' | 'abandonne';
  contenuJson: string;
  documentId: string | null;
  amende: string | null;
  motif: string | null;
  commenceeLe: string;
  modifieeLe: string;
}
export type WritingRow = Selectable<WritingsTable>;

interface TemplatesTable {
  id: string;
  version: number;
  type: string;
  nom: string;
  contenuJson: string;
  source: string;
  actif: number;
  le: string;
  auteur: string;
  auteurNom: string;
}
export type TemplateRow = Selectable<TemplatesTable>;

interface PrescriptionReviewsTable {
  documentId: string;
  patientId: string;
  /** null: nothing was taken. */
  operationId: string | null;
  le: string;
  auteur: string;
  auteurNom: string;
}
