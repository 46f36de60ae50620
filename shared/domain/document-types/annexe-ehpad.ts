import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Data asked by a nursing-home admission, filled from the record [72]. */
export const annexeEhpad: TypeRedige = {
  id: 'annexe-ehpad',
  titre: 'Données pour une entrée en EHPAD',
  code: 'CERT_DECL',
  codeSystem: TRE_A04,
  label: 'Certificat, déclaration',
  place: 'formulaire',
  sections: [
    section('identite', 'Coordonnées et entourage', { hauteur: 3, depuis: ['coordonnees', 'entourage'] }),
    section('pathologies', 'Pathologies', { hauteur: 4, depuis: ['pathologies'] }),
    section('antecedents', 'Antécédents', { hauteur: 3, depuis: ['antecedents'] }),
    section('traitements', 'Traitements en cours', { hauteur: 4, depuis: ['traitements'] }),
    section('allergies', 'Allergies', { hauteur: 2, depuis: ['allergies'] }),
    section('mesures', 'Mesures', { hauteur: 2, depuis: ['mesures'] }),
    section('autonomie', 'Autonomie et soins nécessaires', { hauteur: 3 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: 'Annexe libre reprenant le dossier : ne remplace pas le formulaire officiel.',
};
