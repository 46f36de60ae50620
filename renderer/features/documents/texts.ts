/** Fixed sentences of the documents. */
export const texts = {
  liste: 'Liste des documents',
  aucun: 'Aucun document dans ce dossier. « Saisir un document » en produit un.',
  documents: 'Documents',
  messages: 'Messages assignés',
  aucunMessage: 'Aucun message assigné à ce patient.',
  aucunFiltre: 'Aucun document ne correspond à ces filtres.',
  nouveau: 'nouveau',
  lecture: 'Lecture du document…',
  fermer: 'Fermer',
  illisible: 'Ce PDF est illisible ou endommagé. Il est gardé tel quel dans le dossier.',
  afficherEntete: 'Afficher l’en-tête',
  masquerEntete: 'Masquer l’en-tête',
  entete: 'En-tête du document',
  sommaire: 'Table des matières',
  corps: 'Corps du document',
  source: 'Source telle que reçue',
  sansSource: 'Ce document n’est pas du texte : il n’a pas de source à lire. Enregistrez-le pour l’ouvrir ailleurs.',
  coupe: 'coupé pour l’affichage',
  formes: 'Formes du document',
  onglets: { pdf: 'PDF', document: 'Document', source: 'Source' },
  resultats: 'Résultats',
  valide: 'Validé par',
  texteEmetteur: 'Texte de l’émetteur',
  notes: 'Notes',
  lien: 'lien non suivi',
  image: 'Image du document',
  coteACote: 'documents côte à côte',
  ouvrirACote: 'Ouvrir à côté…',
  fermerVolet: 'Fermer ce document',
  separateur: 'Largeur des deux documents',
  agrandir: 'Agrandir',
  reduire: 'Réduire',
  imprimer: 'Imprimer',
  nouvelleFenetre: 'Ouvrir dans une nouvelle fenêtre',
  fenetreFermee: 'Hygie est verrouillée : ce document n’est plus affiché.',
  introuvable: 'Ce document n’est plus dans ce dossier.',
  enregistrer: 'Enregistrer tel que reçu',
  rechercher: 'Rechercher dans les documents',
  rienTrouve: 'Aucun document de ce dossier ne contient ces mots.',
  aucunMessageTrouve: 'Aucun message assigné à ce patient ne contient ces mots.',
} as const;

const counted = (count: number, one: string, many: string) => `${count} ${count > 1 ? many : one}`;

/** What a search found, and what it could not look into: never silent about either. */
export function searchOutcome(found: {
  readonly documents: readonly unknown[];
  readonly aLire: number;
  readonly sansTexte: number;
}): string {
  const parts = [counted(found.documents.length, 'document trouvé', 'documents trouvés')];
  if (found.aLire > 0)
    parts.push(counted(found.aLire, 'pas encore lu par la recherche', 'pas encore lus par la recherche'));
  if (found.sansTexte > 0)
    parts.push(
      counted(
        found.sansTexte,
        'sans texte à chercher (image, numérisation)',
        'sans texte à chercher (images, numérisations)',
      ),
    );
  return parts.join(' · ');
}
