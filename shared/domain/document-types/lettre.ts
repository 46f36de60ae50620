import { LOINC, section, type TypeRedige } from './type.ts';

/** Letter to a colleague. */
export const lettre: TypeRedige = {
  id: 'lettre',
  titre: 'Lettre à un confrère',
  code: '96349-6',
  codeSystem: LOINC,
  label: "Lettre d'adressage",
  place: 'courrier',
  sections: [
    section('corps', 'Corps de la lettre', { obligatoire: true, hauteur: 10 }),
    section('antecedents', 'Antécédents', { hauteur: 3, depuis: ['pathologies', 'antecedents'] }),
    section('traitements', 'Traitements en cours', { hauteur: 3, depuis: ['traitements'] }),
    section('allergies', 'Allergies', { hauteur: 1, depuis: ['allergies'] }),
  ],
  lignes: false,
  demandes: null,
  destinataire: true,
  format: 'A4',
  mention: null,
};
