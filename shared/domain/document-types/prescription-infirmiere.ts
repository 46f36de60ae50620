import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Nursing care. */
export const prescriptionInfirmiere: TypeRedige = {
  id: 'prescription-infirmiere',
  titre: 'Prescription de soins infirmiers',
  code: 'PRESC-INF',
  codeSystem: TRE_A04,
  label: "Prescription d'actes infirmiers",
  place: 'autres',
  sections: [section('precisions', 'Précisions', { hauteur: 2 })],
  lignes: false,
  demandes: 'acte infirmier',
  destinataire: false,
  format: 'A5',
  mention: null,
};
