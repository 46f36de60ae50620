import type { Selectable } from 'kysely';

/** Tables of what doctors write (migration 0090). */
export interface WritingsSchema {
  writings: WritingsTable;
  templates: TemplatesTable;
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
