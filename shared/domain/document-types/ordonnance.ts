import { LOINC, section, type TypeRedige } from './type.ts';

/** Drugs in DCI, two zones when a line belongs to a long-term condition. */
export const ordonnance: TypeRedige = {
  id: 'ordonnance',
  titre: 'Prescription de médicaments',
  code: '57833-6',
  codeSystem: LOINC,
  label: 'Prescription de produits de santé',
  modele: 'EP-MED-DM',
  place: 'menu',
  sections: [section('commentaire', 'Commentaire', { hauteur: 2 })],
  lignes: true,
  demandes: null,
  destinataire: false,
  format: 'A5',
  mention: 'Hygie n’est pas un logiciel d’aide à la prescription certifié.',
};
