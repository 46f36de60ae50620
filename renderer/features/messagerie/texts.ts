import type { LigneMessage, SuiviDestinataire } from '../../../shared/contract/messagerie.ts';

/** French words of the mailbox, as DéMo words them where it does. */
export const texts = {
  titre: 'Messagerie',
  nouveau: 'Nouveau',
  repondre: 'Répondre',
  repondreTous: 'Répondre à tous',
  transferer: 'Transférer',
  deplacer: 'Déplacer',
  supprimer: 'Supprimer',
  imprimer: 'Imprimer',
  assigner: 'Assigner',
  desassigner: 'Désassigner',
  archiver: 'Archiver',
  contacts: 'Contacts',
  rechercher: 'Rechercher (expéditeur, objet, texte, patient)',
  partout: 'Dans tous les dossiers',
  nonLusSeulement: 'Non lus seulement',
  vide: 'Aucun message ici.',
  rienTrouve: 'Aucun message ne correspond.',
  choisir: 'Choisissez un message.',
  nonAssignes: 'Messages non assignés',
  nouveauDossier: 'Nouveau dossier',
  renommer: 'Renommer',
  enregistrer: 'Enregistrer',
  annuler: 'Annuler',
  envoyer: 'Envoyer',
  destinataires: 'À',
  copies: 'Copie',
  objet: 'Objet',
  corps: 'Message',
  joindre: 'Joindre un fichier',
  accuse: 'Demander un accusé de lecture',
  fin: 'Clore l’échange : le patient ne pourra pas répondre',
  hors: 'Hors de l’espace de confiance',
  sansTexte: 'Ce message n’a pas de texte.',
  imagesBloquees: 'Les images distantes et les liens de ce message sont neutralisés.',
  suivi: 'Suivi de la remise',
  documents: 'Documents de santé',
  pieces: 'Pièces jointes',
} as const;

export const ENVOIS_MESSAGE: Readonly<Record<NonNullable<LigneMessage['envoi']>, string>> = {
  brouillon: 'Brouillon',
  'a-envoyer': 'À envoyer',
  'en-cours': 'Envoi en cours',
  envoye: 'Envoyé',
  echec: 'Échec',
  annule: 'Annulé',
  'issue-inconnue': 'Issue inconnue',
};

export const SUIVIS: Readonly<Record<SuiviDestinataire['etat'], string>> = {
  attente: 'En attente',
  envoye: 'Envoyé',
  remis: 'Remis',
  retarde: 'Retardé',
  lu: 'Lu',
  integre: 'Intégré',
  refuse: 'Refusé',
};

export const CLASSES: Readonly<Record<Exclude<LigneMessage['classe'], 'message'>, string>> = {
  accuse: 'Accusé de lecture',
  'non-remise': 'Avis de non-remise',
  illisible: 'Illisible',
};

/** « 12 Ko », « 3,4 Mo ». */
export function sizeText(octets: number): string {
  if (octets < 1024) return `${octets} o`;
  if (octets < 1_048_576) return `${Math.round(octets / 1024)} Ko`;
  return `${(octets / 1_048_576).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`;
}

/** Said of what came to a mailbox that is not the one of the settings any more. */
export const formerBoxText = (adresse: string): string => `Ancienne boîte ${adresse}`;
