/** Fixed sentences of the documents. */
export const texts = {
  liste: 'Liste des documents',
  aucun: 'Aucun document dans ce dossier. « Saisir un document » en produit un.',
  lecture: 'Lecture du document…',
  fermer: 'Fermer',
  illisible: 'Ce PDF est illisible ou endommagé. Il est gardé tel quel dans le dossier.',
} as const;
