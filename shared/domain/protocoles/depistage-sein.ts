import type { Protocole } from './protocole.ts';

/** Screening of breast cancer at average risk. Fact read: mammography every 2 years from 50 to 74 years. */
export const depistageSein: Protocole = {
  id: 'depistage-sein',
  version: 1,
  titre: 'Dépistage du cancer du sein, risque moyen (50 à 74 ans)',
  source: {
    titre:
      'recomedicales.fr, « Cancer du sein » (Dr J.-B. Fron), d’après HAS 2019 et INCa 2022. Sans facteur de risque élevé ni symptôme : au médecin d’en juger',
    adresse: 'github.com/djibe/recommandations-medicales (recommandations/cancer-sein.md)',
    date: '29/03/2024',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  cim10: [],
  sexe: 'F',
  deMois: 600,
  aMois: 899,
  evenements: [
    {
      id: 'mammographie',
      titre: 'Mammographie de dépistage',
      tousLesMois: 24,
      loinc: [],
      documents: [{ type: '18748-4', titreContient: ['mammographie', 'mammographies'] }],
      demande: null,
    },
  ],
};
