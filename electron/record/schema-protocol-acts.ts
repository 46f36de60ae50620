/** Table of what was noted by hand as done (migration 0190). */
export interface ProtocolActsSchema {
  protocol_acts: {
    id: string;
    patientId: string;
    protocole: string;
    evenement: string;
    /** Planned date that it was noted for. */
    prevuLe: string;
    realiseLe: string;
    /** Free words: lot, name of the vaccine; '' when none. */
    texte: string;
    le: string;
    auteur: string;
    auteurNom: string;
    annuleLe: string | null;
    annulePar: string | null;
    annuleParNom: string | null;
  };
}
