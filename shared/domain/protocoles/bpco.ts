import type { Protocole } from './protocole.ts';

/** Follow-up of COPD. Fact read: spirometry each year. */
export const bpco: Protocole = {
  id: 'bpco',
  version: 1,
  titre: 'Suivi de la BPCO',
  source: {
    titre:
      'recomedicales.fr, « Bronchopneumopathie chronique obstructive » (Dr J.-B. Fron), résumé, d’après GOLD 2023, HAS 2019, SPLF. Texte de 2023 : à comparer à la recommandation en vigueur',
    adresse: 'recomedicales.fr/recommandations/bronchopneumopathie-chronique-obstructive/',
    date: '07/03/2023',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  cim10: ['J44'],
  evenements: [
    {
      id: 'spirometrie',
      titre: 'Spirométrie ou EFR',
      tousLesMois: 12,
      loinc: [],
      documents: [
        {
          type: '47420-5',
          titreContient: [
            'spirométrie',
            'EFR',
            'fonctionnelles respiratoires',
            'exploration fonctionnelle respiratoire',
          ],
        },
        {
          type: '70004-7',
          titreContient: [
            'spirométrie',
            'EFR',
            'fonctionnelles respiratoires',
            'exploration fonctionnelle respiratoire',
          ],
        },
      ],
      demande: null,
    },
  ],
};
