import type { Protocole } from './protocole.ts';

/** Screening of colorectal cancer at average risk. Fact read: immunological stool test every 2 years from 50 to 74 years. */
export const depistageColorectal: Protocole = {
  id: 'depistage-colorectal',
  version: 1,
  titre: 'Dépistage du cancer colorectal, risque moyen (50 à 74 ans)',
  source: {
    titre:
      'recomedicales.fr, « Cancer colorectal » (Dr J.-B. Fron), d’après INCa 2020 et HAS 2017. Sans coloscopie dans les 5 ans, sans antécédent ni symptôme : au médecin d’en juger',
    adresse: 'github.com/djibe/recommandations-medicales (recommandations/cancer-colorectal.md)',
    date: '05/04/2024',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  cim10: [],
  deMois: 600,
  aMois: 899,
  evenements: [
    { id: 'test-immunologique', titre: 'Test immunologique fécal', tousLesMois: 24, loinc: [], demande: null },
  ],
};
