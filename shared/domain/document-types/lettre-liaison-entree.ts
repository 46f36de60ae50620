import { LOINC, section, type TypeRedige } from './type.ts';

/** Letter of admission from the general practitioner [167]. */
export const lettreLiaisonEntree: TypeRedige = {
  id: 'lettre-liaison-entree',
  titre: 'Lettre d’entrée à l’hôpital',
  code: '18761-7',
  codeSystem: LOINC,
  label: "Note de transfert (dont lettre de liaison à l'entrée en établissement de soins)",
  modele: 'LDL-EES',
  place: 'courrier',
  sections: [
    section('motif', 'Motif d’hospitalisation', { obligatoire: true, hauteur: 2 }),
    section('antecedents', 'Antécédents', { hauteur: 3, depuis: ['pathologies', 'antecedents'] }),
    section('traitements', 'Traitements en cours', { obligatoire: true, hauteur: 4, depuis: ['traitements'] }),
    section('allergies', 'Allergies et intolérances', { hauteur: 2, depuis: ['allergies'] }),
    section('vigilance', 'Points de vigilance', { hauteur: 2, depuis: ['vigilance', 'facteurs'] }),
    section('resultats', 'Résultats récents', { hauteur: 3, depuis: ['resultats-recents'] }),
  ],
  lignes: false,
  demandes: null,
  destinataire: true,
  format: 'A4',
  mention: null,
};
