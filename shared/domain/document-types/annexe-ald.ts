import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Data asked by a renewal of a long-term condition [72]. */
export const annexeAld: TypeRedige = {
  id: 'annexe-ald',
  titre: 'Données pour un renouvellement d’ALD',
  code: 'CERT_DECL',
  codeSystem: TRE_A04,
  label: 'Certificat, déclaration',
  place: 'formulaire',
  sections: [
    section('affection', 'Affections de longue durée', { hauteur: 3, depuis: ['ald', 'pathologies'] }),
    section('evolution', 'Évolution depuis la dernière demande', { hauteur: 3 }),
    section('traitements', 'Traitements en cours', { hauteur: 4, depuis: ['traitements'] }),
    section('resultats', 'Résultats récents', { hauteur: 3, depuis: ['resultats-recents'] }),
    section('actes', 'Actes et suivi prévus', { hauteur: 3 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: 'Annexe libre reprenant le dossier : ne remplace pas le protocole de soins.',
};
