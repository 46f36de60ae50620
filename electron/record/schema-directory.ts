import type { Selectable } from 'kysely';

/** Tables of the directory and of the contacts (migration 0080). `directory_text` is reached by plain SQL: FTS5. */
export interface DirectorySchema {
  directory_base: {
    id: number;
    generation: number;
    fichier: string;
    genereLe: string | null;
    importeeLe: string;
    entrees: number;
    ecartees: number;
  };
  directory_entries: DirectoryEntriesTable;
  directory_words: { genre: number; son: string; mot: string };
  contacts: ContactsTable;
}

interface DirectoryEntriesTable {
  key: number;
  adresse: string;
  typeBal: string | null;
  idNat: string | null;
  civilite: string | null;
  nom: string | null;
  prenom: string | null;
  profession: string | null;
  specialite: string | null;
  structure: string | null;
  structureId: string | null;
  service: string | null;
  adressePostale: string;
  codePostal: string | null;
  commune: string | null;
  dematerialisation: number | null;
}
export type DirectoryEntryRow = Selectable<DirectoryEntriesTable>;

interface ContactsTable {
  id: string;
  adresse: string;
  entreeJson: string;
  recherche: string;
  tri: string;
  favori: number;
  note: string;
  dernierUsageLe: string | null;
  origine: 'annuaire' | 'saisie' | 'message';
  version: number;
  creeLe: string;
  retireLe: string | null;
}
export type ContactRow = Selectable<ContactsTable>;
