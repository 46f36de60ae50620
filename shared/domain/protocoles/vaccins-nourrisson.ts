import type { Protocole } from './protocole.ts';

/**
 * Meningococci since 2025, before the fifth birthday. Facts read: B at 3, 5 and 12 months, ACWY at 6 and 12 months, catching up to 4 years included.
 * Rotavirus is not here: the number of doses depends on the vaccine.
 */
export const vaccinsNourrisson: Protocole = {
  id: 'meningocoques-nourrisson',
  version: 1,
  titre: 'Méningocoques B et ACWY du nourrisson (depuis 2025)',
  source: {
    titre:
      'CPAM du Val-de-Marne, « Recommandation vaccination : méningocoque » (nourrissons), concordant avec mesvaccins.net, d’après le décret n° 2024-694 du 5 juillet 2024',
    adresse:
      'vip94.cpamvaldemarne.fr/recommandation-vaccination-meningocoque-de-serogroupe-c ; cdnsw.mesvaccins.net/web/news/22587',
    date: 'page sans date, sur l’obligation du 01/01/2025',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  remarques:
    'Âges des doses pour un schéma commencé à temps ; un schéma commencé plus tard a d’autres intervalles : notez les doses faites, ou arrêtez le suivi.',
  cim10: [],
  deMois: 0,
  aMois: 59,
  evenements: [
    {
      id: 'meningocoque-b',
      titre: 'Vaccin méningocoque B',
      ages: [
        { de: 3, a: 3, jusquA: 59 },
        { de: 5, a: 5, jusquA: 59 },
        { de: 12, a: 12, jusquA: 59 },
      ],
      loinc: [],
      demande: null,
    },
    {
      id: 'meningocoque-acwy',
      titre: 'Vaccin méningocoques ACWY',
      ages: [
        { de: 6, a: 6, jusquA: 59 },
        { de: 12, a: 12, jusquA: 59 },
      ],
      loinc: [],
      demande: null,
    },
  ],
};
