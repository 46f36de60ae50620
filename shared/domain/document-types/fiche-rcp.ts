import { LOINC, section, type TypeRedige } from './type.ts';

/** Multidisciplinary meeting [37]. */
export const ficheRcp: TypeRedige = {
  id: 'fiche-rcp',
  titre: 'Fiche RCP',
  code: '34794-8',
  codeSystem: LOINC,
  label: 'CR de réunion de concertation pluridisciplinaire',
  place: 'menu',
  sections: [
    section('motif', 'Motif de présentation', { obligatoire: true, hauteur: 2 }),
    section('histoire', 'Histoire de la maladie', { hauteur: 4, depuis: ['pathologies'] }),
    section('antecedents', 'Antécédents', { hauteur: 3, depuis: ['antecedents'] }),
    section('traitements', 'Traitements en cours', { hauteur: 3, depuis: ['traitements'] }),
    section('resultats', 'Résultats utiles', { hauteur: 3, depuis: ['resultats-recents'] }),
    section('question', 'Question posée à la réunion', { obligatoire: true, hauteur: 2 }),
    section('proposition', 'Proposition de la réunion', { hauteur: 3 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: null,
};
