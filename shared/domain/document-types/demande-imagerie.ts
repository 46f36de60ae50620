import { LOINC, section, type TypeRedige } from './type.ts';

/** Imaging asked of a radiologist. */
export const demandeImagerie: TypeRedige = {
  id: 'demande-imagerie',
  titre: 'Demande d’imagerie',
  code: '55115-0',
  codeSystem: LOINC,
  label: "Demande d'actes d'imagerie",
  modele: 'IMG-DA',
  place: 'autres',
  sections: [
    section('question', 'Question posée', { obligatoire: true, hauteur: 2 }),
    section('renseignements', 'Renseignements cliniques', { hauteur: 3, depuis: ['antecedents'] }),
    section('allergies', 'Allergies', { hauteur: 1, depuis: ['allergies'] }),
  ],
  lignes: false,
  demandes: 'acte d’imagerie',
  destinataire: false,
  format: 'A4',
  mention: null,
};
