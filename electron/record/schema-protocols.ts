/** Tables of protocols and information cards (migration 0110). */
export interface ProtocolsSchema {
  protocols: {
    id: string;
    version: number;
    contenuJson: string;
    livre: number;
    actif: number;
    le: string;
    auteur: string;
    auteurNom: string;
  };
  patient_protocols: {
    patientId: string;
    protocole: string;
    debut: string;
    fin: string | null;
    le: string;
    auteur: string;
    auteurNom: string;
  };
  info_cards: {
    id: string;
    version: number;
    pathologie: string;
    cim10Json: string;
    contenuJson: string;
    actif: number;
    le: string;
    auteur: string;
    auteurNom: string;
  };
}
