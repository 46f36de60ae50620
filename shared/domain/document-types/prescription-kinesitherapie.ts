import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Physiotherapy. */
export const prescriptionKinesitherapie: TypeRedige = {
  id: 'prescription-kinesitherapie',
  titre: 'Prescription de kinésithérapie',
  code: 'PRESC-KINE',
  codeSystem: TRE_A04,
  label: "Prescription d'actes de kinésithérapie",
  place: 'autres',
  sections: [section('indication', 'Indication', { obligatoire: true, hauteur: 2 })],
  lignes: false,
  demandes: 'acte de kinésithérapie',
  destinataire: false,
  format: 'A5',
  mention: null,
};
