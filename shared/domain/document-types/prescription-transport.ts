import { LOINC, section, type TypeRedige } from './type.ts';

/** Transport; the official form is another paper. */
export const prescriptionTransport: TypeRedige = {
  id: 'prescription-transport',
  titre: 'Prescription de transport',
  code: '57828-6',
  codeSystem: LOINC,
  label: 'Prescription (autre)',
  place: 'autres',
  sections: [
    section('trajet', 'Trajet et mode', { obligatoire: true, hauteur: 2 }),
    section('motif', 'Motif médical', { obligatoire: true, hauteur: 2 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A5',
  mention: 'Document non officiel : ne remplace pas le formulaire de l’Assurance maladie.',
};
