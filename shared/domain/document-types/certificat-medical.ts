import { LOINC, section, type TypeRedige } from './type.ts';

/** Medical certificate; its words are the doctor’s or the practice’s own template. */
export const certificatMedical: TypeRedige = {
  id: 'certificat-medical',
  titre: 'Certificat médical',
  code: '89601-9',
  codeSystem: LOINC,
  label: 'Certificat médical',
  place: 'certificat',
  sections: [section('texte', 'Texte du certificat', { obligatoire: true, hauteur: 8 })],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: null,
};
