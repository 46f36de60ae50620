import { TRE_A04, section, type TypeRedige } from './type.ts';

/** Sick leave, as a non-official paper. */
export const arretTravail: TypeRedige = {
  id: 'arret-travail',
  titre: 'Arrêt de travail (document non officiel)',
  code: 'PRESC-AAT',
  codeSystem: TRE_A04,
  label: 'Prescription arrêt de travail',
  place: 'autres',
  sections: [
    section('periode', 'Du … au …', { obligatoire: true, hauteur: 1 }),
    section('sorties', 'Sorties autorisées', { hauteur: 1 }),
    section('precisions', 'Précisions', { hauteur: 2 }),
  ],
  lignes: false,
  demandes: null,
  destinataire: false,
  format: 'A5',
  mention: 'Document non officiel : ne remplace pas l’avis d’arrêt de travail.',
};
