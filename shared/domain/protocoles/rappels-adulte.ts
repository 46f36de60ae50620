import type { Protocole } from './protocole.ts';

/**
 * Adult boosters at fixed ages. Facts read: 25, 45 and 65 years, then every ten years; whooping cough with the one of 25 years, catching up to 39 years.
 * Choix, à vérifier : each is lost when the next one begins.
 */
export const rappelsAdulte: Protocole = {
  id: 'rappels-adulte',
  version: 1,
  titre: 'Rappels de l’adulte : diphtérie, tétanos, poliomyélite, coqueluche (2024)',
  source: {
    titre:
      'Santé publique France, « Calendrier simplifié des vaccinations 2024 » (version web), concordant avec recomedicales.fr, « Calendrier vaccinal 2024 » (Dr J.-B. Fron, 26/04/2024). Texte de 2024 : à comparer au calendrier en vigueur',
    adresse:
      'github.com/medica-im/clinic-cms-frontend (prevention/vaccins/calendrier) ; github.com/djibe/recommandations-medicales (recommandations/vaccination.md)',
    date: '2024',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  remarques:
    'Choix de Hygie, à vérifier : un rappel dTPolio s’efface quand commence le suivant. Le rappel de 25 ans, avec la coqueluche, se rattrape jusqu’à 39 ans dans la source.',
  cim10: [],
  deMois: 300,
  evenements: [
    {
      id: 'dtcapolio-25-ans',
      titre: 'Rappel dTcaPolio',
      ages: [{ de: 300, a: 311, jusquA: 479 }],
      loinc: [],
      demande: null,
    },
    {
      id: 'dtpolio',
      titre: 'Rappel dTPolio',
      ages: [
        { de: 540, a: 551, jusquA: 779 },
        { de: 780, a: 791, jusquA: 899 },
        { de: 900, a: 911, jusquA: 1019 },
        { de: 1020, a: 1031, jusquA: 1139 },
        { de: 1140, a: 1151 },
      ],
      loinc: [],
      demande: null,
    },
  ],
};
