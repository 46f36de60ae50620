import type { Protocole } from './protocole.ts';

/**
 * Follow-up of type 2 diabetes. Facts read: HbA1c every 3 to 6 months (the longer is planned here, so that nobody is said to be late who is not); each year lipids,
 * creatinine with its estimated filtration, albumin to creatinine ratio, ECG, retina, neuropathy, dentist.
 * The retina may be every second year for some patients: the doctor judges.
 */
export const diabeteType2: Protocole = {
  id: 'diabete-type-2',
  version: 1,
  titre: 'Suivi du diabète de type 2',
  source: {
    titre:
      'recomedicales.fr, « Diabète de type 2 » (Dr J.-B. Fron), bilan annuel et dépistage des complications, d’après HAS 2014 à 2023, SFD 2016 et 2021, ADA 2023 ; UNESS (archive de 2015) concorde, et demande l’HbA1c 4 fois par an. À comparer à la recommandation en vigueur',
    adresse:
      'github.com/djibe/recommandations-medicales (recommandations/diabete-type-2.md) ; archives.uness.fr, endocrinologie, item 233c, § 8',
    date: '17/04/2024',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  remarques:
    'Choix de Hygie, à vérifier : HbA1c comptée tous les 6 mois (le plus long des rythmes lus), rétine chaque année (tous les 2 ans possible selon le patient).',
  cim10: ['E11'],
  evenements: [
    { id: 'hba1c', titre: 'HbA1c (tous les 3 à 6 mois)', tousLesMois: 6, loinc: ['59261-8'], demande: 'HbA1c' },
    {
      id: 'bilan-lipidique',
      titre: 'Bilan lipidique',
      tousLesMois: 12,
      loinc: ['14647-2', '14646-4', '39469-2', '69419-0', '14927-8'],
      demande: 'Bilan lipidique à jeun',
    },
    {
      id: 'creatinine',
      titre: 'Créatininémie et DFG',
      tousLesMois: 12,
      loinc: ['14682-9', '62238-1'],
      demande: 'Créatininémie et DFG (CKD-EPI)',
    },
    {
      id: 'albuminurie',
      titre: 'Rapport albuminurie/créatininurie',
      tousLesMois: 12,
      loinc: ['30000-4'],
      demande: 'Rapport albuminurie/créatininurie sur échantillon',
    },
    {
      id: 'ecg',
      titre: 'ECG de repos',
      tousLesMois: 12,
      loinc: [],
      documents: [
        { type: '70004-7', titreContient: ['ECG', 'électrocardiogramme'] },
        { type: '75492-9', titreContient: ['ECG', 'électrocardiogramme'] },
      ],
      demande: null,
    },
    {
      id: 'retinopathie',
      titre: 'Dépistage de la rétinopathie',
      tousLesMois: 12,
      loinc: [],
      documents: [
        { type: '78513-9' },
        { type: '70004-7', titreContient: ['fond d’œil', 'rétinographie'] },
        { type: '75492-9', titreContient: ['fond d’œil', 'rétinographie'] },
      ],
      demande: null,
    },
    {
      id: 'neuropathie',
      titre: 'Dépistage de la neuropathie (monofilament, grade podologique)',
      tousLesMois: 12,
      loinc: [],
      demande: null,
    },
    {
      id: 'dentiste',
      titre: 'Suivi dentaire',
      tousLesMois: 12,
      loinc: [],
      documents: [{ type: '28617-9' }],
      demande: null,
    },
  ],
};
