import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Data asked by a disability file [72]. */
export const annexeMdph: TypeRedige = {
  id: 'annexe-mdph',
  titre: 'Données pour un dossier MDPH',
  code: 'CERT_DECL',
  codeSystem: TRE_A04,
  label: 'Certificat, déclaration',
  place: 'formulaire',
  sections: [
    section('pathologies', 'Pathologies à l’origine de la demande', { hauteur: 4, depuis: ['pathologies'] }),
    section('antecedents', 'Antécédents', { hauteur: 3, depuis: ['antecedents'] }),
    section('traitements', 'Traitements en cours', { hauteur: 3, depuis: ['traitements'] }),
    section('mesures', 'Mesures', { hauteur: 1, depuis: ['mesures'] }),
    section('retentissement', 'Retentissement fonctionnel et sur la vie quotidienne', { hauteur: 5 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: 'Annexe libre reprenant le dossier : ne remplace pas le certificat médical officiel.',
};
