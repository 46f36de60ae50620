import type { Generated, Selectable } from 'kysely';

/** Tables of the public drug base (migration 0100). */
export interface DrugsSchema {
  drug_base: {
    id: number;
    date: string;
    importeeLe: string;
    specialites: number;
    presentations: number;
    ignorees: number;
  };
  drugs: DrugsTable;
  drug_presentations: {
    cip13: string;
    cis: string;
    libelle: string;
    commercialise: number;
    taux: string | null;
    prix: number | null;
    indications: string | null;
  };
  drug_substances: {
    cis: string;
    rang: number;
    code: string;
    substance: string;
    dose: string;
    reference: string;
  };
  drug_mutes: { patientId: string; signal: string; motif: string; le: string; par: string; parNom: string };
}

interface DrugsTable {
  key: Generated<number>;
  cis: string;
  nom: string;
  dci: string;
  substances: string;
  forme: string;
  voies: string;
  statut: string;
  commercialise: number;
  titulaires: string;
  surveillance: number;
  atc: string | null;
  groupeGenerique: string | null;
  conditionsJson: string;
  disponibilite: string | null;
}
export type DrugRow = Selectable<DrugsTable>;
