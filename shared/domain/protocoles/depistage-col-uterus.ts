import type { Protocole } from './protocole.ts';

const source: Protocole['source'] = {
  titre:
    'recomedicales.fr, « Cancer du col de l’utérus et infection par les papillomavirus » (Drs M. Floch et J.-B. Fron), d’après INCa 2020 et HAS 2019. Hors situations particulières (immunodépression, traitement d’une lésion, grossesse…) : au médecin d’en juger',
  adresse: 'github.com/djibe/recommandations-medicales (recommandations/cancer-col-uterus.md)',
  date: '08/02/2024',
  lueLe: '2026-11-23' as Protocole['source']['lueLe'],
};

/** What a report of cytology, or of a search for HPV, is called. */
const REPORTS = [
  { type: '60568-3', titreContient: ['HPV', 'papillomavirus', 'frottis', 'cervico-utérin', 'cervico-vaginal'] },
  { type: '11502-2', titreContient: ['HPV', 'papillomavirus', 'frottis', 'cervico-utérin', 'cervico-vaginal'] },
];

/** Screening of cervical cancer before 30 years. Facts read: cytology at 25, 26 and 29 years; from 30 years another test takes its place. */
export const depistageColJeune: Protocole = {
  id: 'depistage-col-25-29-ans',
  version: 1,
  titre: 'Dépistage du cancer du col de l’utérus (25 à 29 ans)',
  source,
  cim10: [],
  sexe: 'F',
  deMois: 300,
  aMois: 359,
  evenements: [
    {
      id: 'cytologie',
      titre: 'Frottis cervico-utérin, cytologie',
      ages: [
        { de: 300, a: 311, jusquA: 359 },
        { de: 312, a: 323, jusquA: 359 },
        { de: 348, a: 359, jusquA: 359 },
      ],
      loinc: [],
      documents: REPORTS,
      demande: null,
    },
  ],
};

/** Screening of cervical cancer from 30 years. Fact read: HPV test every 5 years, to 65 years. */
export const depistageCol: Protocole = {
  id: 'depistage-col-30-65-ans',
  version: 1,
  titre: 'Dépistage du cancer du col de l’utérus (30 à 65 ans)',
  source,
  cim10: [],
  sexe: 'F',
  deMois: 360,
  aMois: 791,
  evenements: [
    {
      id: 'test-hpv',
      titre: 'Frottis cervico-utérin, test HPV à haut risque',
      tousLesMois: 60,
      loinc: [],
      documents: REPORTS,
      demande: null,
    },
  ],
};
