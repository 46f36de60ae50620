import { LOINC, section, type TypeRedige } from './type.ts';

/** Four blocks of the liaison letter [164], with the day it was given [165]. */
export const lettreLiaisonSortie: TypeRedige = {
  id: 'lettre-liaison-sortie',
  titre: 'Lettre de liaison de sortie',
  code: '11490-0',
  codeSystem: LOINC,
  label: "Lettre de liaison à la sortie d'un établissement de soins",
  modele: 'LDL-SES',
  place: 'courrier',
  sections: [
    section('dates', 'Dates d’entrée et de sortie', { obligatoire: true, hauteur: 1 }),
    section('motif', 'Motif d’hospitalisation', { hauteur: 1 }),
    section('synthese', 'Synthèse du séjour', { obligatoire: true, hauteur: 5 }),
    section('traitements', 'Traitements prescrits à la sortie', {
      obligatoire: true,
      hauteur: 4,
      depuis: ['traitements'],
    }),
    section('resultats', 'Résultats faits ou en attente', {
      obligatoire: true,
      hauteur: 3,
      depuis: ['resultats-recents'],
    }),
    section('suites', 'Suites, conseils et surveillance', { obligatoire: true, hauteur: 4 }),
    section('remise', 'Remise au patient et envoi au médecin adresseur (dates)', { obligatoire: true, hauteur: 1 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: true,
  format: 'A4',
  mention: null,
};
