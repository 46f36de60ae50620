import type { Selectable } from 'kysely';

/** Tables of administrative data (migration 0120). */
export interface AdministrativeSchema {
  /** The highest version of a section is what holds; the others are its history. */
  administrative_sections: {
    patientId: string;
    section: string;
    version: number;
    valeurJson: string;
    auteur: string;
    auteurNom: string;
    le: string;
  };
  opposition_acts: OppositionActsTable;
}

interface OppositionActsTable {
  patientId: string;
  objet: 'dmp' | 'messagerie';
  rang: number;
  action: 'exprimee' | 'corrigee' | 'levee';
  date: string;
  motif: string;
  portee: 'patient' | 'tous';
  auteur: string;
  auteurNom: string;
  le: string;
}
export type OppositionActRow = Selectable<OppositionActsTable>;
