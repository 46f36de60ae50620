import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Attestation. */
export const attestation: TypeRedige = {
  id: 'attestation',
  titre: 'Attestation',
  code: 'CERT_DECL',
  codeSystem: TRE_A04,
  label: 'Certificat, déclaration',
  place: 'certificat',
  sections: [section('texte', 'Texte de l’attestation', { obligatoire: true, hauteur: 8 })],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A4',
  mention: null,
};
