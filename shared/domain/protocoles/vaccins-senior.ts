import type { Protocole } from './protocole.ts';

/** From 65 years: influenza and Covid-19 each year. Shingles is not here: the texts read differ on the number of injections. */
export const vaccinsSenior: Protocole = {
  id: 'vaccins-65-ans',
  version: 1,
  titre: 'Vaccins annuels à partir de 65 ans (calendrier 2024)',
  source: {
    titre:
      'Santé publique France, « Calendrier simplifié des vaccinations 2024 » (version web), concordant avec recomedicales.fr, « Calendrier vaccinal 2024 » (Dr J.-B. Fron, 26/04/2024). Texte de 2024 : à comparer au calendrier en vigueur',
    adresse:
      'github.com/medica-im/clinic-cms-frontend (prevention/vaccins/calendrier) ; github.com/djibe/recommandations-medicales (recommandations/vaccination.md)',
    date: '2024',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  remarques:
    'Zona et pneumocoque absents : les textes lus diffèrent ou sont antérieurs aux recommandations de 2025. Covid-19 : un second rappel au printemps dès 80 ans n’est pas compté.',
  cim10: [],
  deMois: 780,
  evenements: [
    { id: 'grippe', titre: 'Vaccin grippe', tousLesMois: 12, loinc: [], demande: null },
    { id: 'covid-19', titre: 'Vaccin Covid-19', tousLesMois: 12, loinc: [], demande: null },
  ],
};
