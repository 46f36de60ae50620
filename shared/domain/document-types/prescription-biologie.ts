import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Examinations asked of a laboratory. */
export const prescriptionBiologie: TypeRedige = {
  id: 'prescription-biologie',
  titre: 'Prescription de biologie',
  code: 'PRESC-BIO',
  codeSystem: TRE_A04,
  label: "Prescription d'actes de biologie médicale",
  place: 'autres',
  sections: [section('renseignements', 'Renseignements cliniques', { hauteur: 2 })],
  lignes: false,
  demandes: 'examen',
  destinataire: false,
  format: 'A5',
  mention: null,
};
