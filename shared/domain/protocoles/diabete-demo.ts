import type { Protocole } from './protocole.ts';

/**
 * The one protocol that DéMo shows: three examinations by quarter for a diabetic patient. It is a demonstrator's, not a recommendation: the practice brings its
 * own (format in the glossary).
 */
export const diabeteDemo: Protocole = {
  id: 'diabete-demo',
  version: 1,
  titre: 'Suivi du diabète (exemple de DéMo)',
  source: {
    titre: 'DéMo, démonstrateur de logiciel de médecin généraliste, ASIP Santé : écran « Parcours de soins »',
    adresse: 'présentation du démonstrateur',
    date: '2014',
    lueLe: '2026-11-23' as Protocole['source']['lueLe'],
  },
  cim10: ['E10', 'E11', 'E12', 'E13', 'E14'],
  evenements: [
    { id: 'glycemie', titre: 'Glycémie', tousLesMois: 3, loinc: ['14749-6', '40193-5'], demande: 'Glycémie à jeun' },
    {
      id: 'bilan-lipidique',
      titre: 'Bilan lipidique',
      tousLesMois: 3,
      loinc: ['14647-2', '14646-4', '39469-2', '69419-0', '14927-8'],
      demande: 'Bilan lipidique',
    },
    {
      id: 'bilan-renal',
      titre: 'Bilan rénal',
      tousLesMois: 3,
      loinc: ['14682-9', '62238-1', '77147-7'],
      demande: 'Créatininémie',
    },
  ],
};
