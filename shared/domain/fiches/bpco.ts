import { TUILES, type FicheLivree } from './fiche.ts';

/** The COPD card as the DéMo presentation shows it (January 2014): only its first tile has a text there. */
export const bpco: FicheLivree = {
  id: 'bpco',
  version: 1,
  pathologie: 'BPCO',
  cim10: ['J44'],
  tuiles: TUILES.map((titre) =>
    titre === 'Traitement'
      ? {
          titre,
          texte:
            'BPCO stade I\nAu stade I, patients le plus souvent sans dyspnée.\n– Arrêt du tabac\n– Vaccination annuelle contre la grippe\n– Vaccination contre le pneumocoque si non vacciné\n– Bronchodilatateur de courte durée d’action à la demande si dyspnée ou limitation à l’exercice',
          source: 'HAS, guide du parcours de soins BPCO, mai 2012 (extrait), tel que le montre la présentation DéMo',
          date: '2014-01',
        }
      : { titre, texte: '', source: '', date: '' },
  ),
  livree: true,
};
