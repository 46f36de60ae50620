import type { Protocole } from './protocole.ts';

/**
 * Childhood vaccines of the 2024 calendar, but infant meningococci, that changed in 2025 and have their own file. Facts read: ages of each injection; catching up to 5 years
 * (Haemophilus b), 23 months (pneumococcus), 19 years (HPV), 24 years (ACWY).
 * Choix, à vérifier : the hexavalent is lost with its strictest part (5 years); the one of 6 years gives way to the one of 11 years.
 */
export const vaccinsEnfant: Protocole = {
  id: 'vaccins-enfant',
  version: 1,
  titre: 'Vaccins de l’enfant et de l’adolescent (calendrier 2024)',
  source: {
    titre:
      'Santé publique France, « Calendrier simplifié des vaccinations 2024 » (version web) ; âges limites et ACWY de l’adolescent : recomedicales.fr, « Calendrier vaccinal 2024 » (Dr J.-B. Fron, 26/04/2024), d’après le ministère de la Santé. Texte de 2024 : à comparer au calendrier en vigueur',
    adresse:
      'github.com/medica-im/clinic-cms-frontend (prevention/vaccins/calendrier) ; github.com/djibe/recommandations-medicales (recommandations/vaccination.md)',
    date: '2024',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  remarques:
    'Choix de Hygie, à vérifier : l’hexavalent suit la limite de l’Haemophilus b (5 ans) ; le rappel de 6 ans s’efface quand commence celui de 11 ans. Méningocoques du nourrisson : protocole à part, ils ont changé en 2025. Rotavirus et BCG absents : nombre de doses selon le vaccin, indication selon le risque.',
  cim10: [],
  deMois: 0,
  aMois: 239,
  evenements: [
    {
      id: 'hexavalent',
      titre: 'Vaccin DTCaP-Hib-hépatite B',
      ages: [
        { de: 2, a: 2, jusquA: 59 },
        { de: 4, a: 4, jusquA: 59 },
        { de: 11, a: 11, jusquA: 59 },
      ],
      loinc: [],
      demande: null,
    },
    {
      id: 'pneumocoque',
      titre: 'Vaccin pneumocoque',
      ages: [
        { de: 2, a: 2, jusquA: 23 },
        { de: 4, a: 4, jusquA: 23 },
        { de: 11, a: 11, jusquA: 23 },
      ],
      loinc: [],
      demande: null,
    },
    {
      id: 'ror',
      titre: 'Vaccin rougeole-oreillons-rubéole',
      ages: [
        { de: 12, a: 12 },
        { de: 16, a: 18 },
      ],
      loinc: [],
      demande: null,
    },
    {
      id: 'dtcapolio-6-ans',
      titre: 'Rappel DTCaPolio',
      ages: [{ de: 72, a: 83, jusquA: 131 }],
      loinc: [],
      demande: null,
    },
    { id: 'dtcapolio-11-ans', titre: 'Rappel dTcaPolio', ages: [{ de: 132, a: 167 }], loinc: [], demande: null },
    {
      id: 'hpv-1',
      titre: 'Vaccin HPV, 1re injection',
      ages: [{ de: 132, a: 179, jusquA: 239 }],
      loinc: [],
      demande: null,
    },
    {
      id: 'hpv-2',
      titre: 'Vaccin HPV, 2e injection (5 mois au moins après la 1re)',
      ages: [{ de: 132, a: 179, jusquA: 239 }],
      loinc: [],
      demande: null,
    },
    {
      id: 'meningocoque-acwy-adolescent',
      titre: 'Vaccin méningocoques ACWY',
      ages: [{ de: 132, a: 179, jusquA: 299 }],
      loinc: [],
      demande: null,
    },
  ],
};
