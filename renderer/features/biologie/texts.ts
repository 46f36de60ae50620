/** French words of the biology view. */
export const texts = {
  titre: 'Biologie',
  courbes: 'Courbes',
  tableau: 'Tableau',
  filtrer: 'Filtrer les analyses',
  anormaux: 'Dernier résultat hors normes seulement',
  aucun: 'Aucun résultat de biologie dans ce dossier. Ils viendront des comptes rendus reçus, sans ressaisie.',
  rienIci: 'Aucune analyse ne correspond à ce filtre.',
  agrandir: 'Agrandir la courbe',
  points: 'Points de la courbe',
  voirCompteRendu: 'Voir le compte rendu',
  plusAncien: 'Résultats plus anciens',
  lecture: 'Lecture des résultats…',
  horsNormes: 'hors normes',
  horsCourbe: (count: number) =>
    count === 1 ? '1 résultat hors courbe, dans le tableau' : `${count} résultats hors courbe, dans le tableau`,
  legende:
    'Zone teintée : valeurs de référence du laboratoire de chaque point. Losange : hors normes. Cercle vide : valeur seulement bornée (< ou >).',
} as const;
