import { LOINC, section, type TypeRedige } from './type.ts';

/** Consultation, possibly about several problems [37]. */
export const consultation: TypeRedige = {
  id: 'consultation',
  titre: 'Compte rendu de consultation',
  code: '11488-4',
  codeSystem: LOINC,
  label: 'CR ou fiche de consultation ou de visite',
  place: 'menu',
  sections: [
    section('motif', 'Motif', { obligatoire: true, hauteur: 1, depuis: ['derniere-note'] }),
    section('interrogatoire', 'Interrogatoire et examen', { hauteur: 6, depuis: ['note-du-jour'] }),
    section('mesures', 'Mesures', { hauteur: 2, depuis: ['mesures'] }),
    section('conclusion', 'Conclusion', { hauteur: 3 }),
    section('conduite', 'Conduite à tenir', { hauteur: 3 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: null,
};
