import type { CardView, SessionView } from '../../../shared/contract/session.ts';

type Card = Extract<CardView, { etat: 'carte' }>;
type Locked = Extract<SessionView, { etat: 'verrouillee' }>;
export type Tries = Card['essais'];

/** Every sentence of the login screen, as DéMo words it where DéMo has it. */
export const texts = {
  titre: 'Identification de votre carte',
  bonjour: 'Bonjour',
  codePorteur: 'Code porteur',
  valider: 'Valider',
  codeAuLecteur: 'Votre lecteur a un clavier : le code se saisit sur le lecteur.',
  identifier: 'M’identifier',
  saisirAuLecteur: 'Saisissez votre code porteur sur le lecteur, puis validez-le sur le lecteur.',
  administration: 'Administration',
  recuperation: 'Utiliser le code de récupération',
  arrivee: 'Rejoindre avec un code d’arrivée',
  restaurerDerniere: 'Restaurer la dernière sauvegarde',
  restaurer: 'Restaurer une sauvegarde du cabinet',
  restaurerExplication:
    'La base est refaite à partir de la sauvegarde, dans un nouveau dossier ; celle qui est là est gardée à côté, telle quelle. Ce qui a été saisi depuis la sauvegarde n’y sera pas.',
  restaurerChoix: 'Sauvegarde à restaurer',
  restaurerAucune:
    'Aucune sauvegarde dans le dossier du cabinet : choisissez un fichier (clé, disque, autre ordinateur).',
  restaurerFichier: 'Choisir un autre fichier…',
  restaurerParCode: 'Restaurer avec le code de récupération',
  restaurerParCarte: 'Restaurer avec la carte',
  codeRecuperation: 'Code de récupération',
  restaurerAction: 'Restaurer et ouvrir',
  retour: 'Revenir à la carte',
  bandeauTest: 'Installation de test',
  bandeauTestDetail: 'données fictives, aucune donnée réelle ne doit y être saisie',
  insererCarte: 'Insérez votre carte CPS',
  premiereMiseEnService:
    'Première mise en service : votre code porteur créera la base chiffrée du cabinet, puis un code de récupération vous sera remis.',
  verification: 'Vérification de la carte…',
  dernierEssaiTitre: 'Dernier essai avant blocage de la carte',
  dernierEssai:
    'Si ce code est faux, la carte sera bloquée. Elle ne pourra être débloquée qu’avec CPS-Gestion et votre code de déblocage.',
  utiliserDernierEssai: 'Utiliser le dernier essai',
  ressaisir: 'Saisissez votre code une nouvelle fois.',
  codeVide: 'Saisissez votre code porteur.',
  nonEnrolee:
    'Cette carte est valable, mais elle n’ouvre pas encore cette base. Demandez un code d’arrivée à un médecin du cabinet, puis « Rejoindre avec un code d’arrivée ».',
} as const;

/** Card states without a card to speak of. */
export const READER_SENTENCES: Readonly<Record<Exclude<CardView['etat'], 'carte'>, { titre: string; texte: string }>> =
  {
    'sans-module': {
      titre: 'Composant de lecture de la carte introuvable',
      texte:
        'Installez la Cryptolib CPS (ANS), ou choisissez un autre composant dans « Administration ». Le code de récupération reste utilisable.',
    },
    'sans-lecteur': {
      titre: 'Aucun lecteur de carte',
      texte: 'Branchez votre lecteur de carte : il sera reconnu sans redémarrer Hygie.',
    },
    'sans-carte': { titre: texts.insererCarte, texte: 'Glissez-la dans le lecteur, puce en avant.' },
    illisible: {
      titre: 'Carte illisible',
      texte:
        'Cette carte n’est pas une CPS, ou elle est mal insérée. Retirez-la, puis insérez-la de nouveau, puce en avant.',
    },
  };

/** Why a card may not log in, and what to do: one sentence each. */
export const REFUSALS: Readonly<Record<NonNullable<Card['refus']>, string>> = {
  bloquee: 'Carte bloquée : débloquez-la avec CPS-Gestion et votre code de déblocage.',
  expiree: 'Cette carte a expiré. Demandez son renouvellement à l’Agence du numérique en santé.',
  'pas-encore-valide':
    'Cette carte n’est pas encore valable. Vérifiez la date de cet ordinateur, ou attendez la date de début de la carte.',
  'autorite-inconnue': 'Cette carte n’est pas signée par une autorité reconnue. Elle ne peut pas ouvrir Hygie.',
  revoquee: 'Cette carte est révoquée (mise en opposition). Utilisez votre nouvelle carte.',
  'autre-profession': 'Cette carte n’est pas celle d’un médecin. Hygie s’ouvre avec la CPS d’un médecin.',
  'sans-contact':
    'Carte lue sans contact : insérez-la dans le lecteur, le code porteur ne se vérifie qu’avec le contact.',
  'carte-de-test': 'Carte de test : elle n’ouvre pas une installation réelle.',
  incoherente:
    'Les informations de cette carte se contredisent. Elle est refusée ; signalez-le à l’Agence du numérique en santé.',
};

export const CARD_WARNINGS: Readonly<Record<Card['avertissements'][number], string>> = {
  'expire-bientot': 'Cette carte expire bientôt : pensez à son renouvellement.',
  'liste-de-revocation-ancienne': 'La liste des cartes révoquées n’a pas pu être mise à jour récemment.',
};

/** [4] « Vous avez 3 essais ». */
export function triesSentence(tries: Tries): string {
  if (tries === 'plusieurs') return 'Vous avez plusieurs essais';
  if (tries === 0) return 'Vous n’avez plus d’essai';
  return tries === 1 ? 'Vous avez 1 essai' : `Vous avez ${tries} essais`;
}

/** « Code erroné. Il reste 2 essais. » */
export function wrongPinSentence(tries: Exclude<Tries, 0 | 3>): string {
  if (tries === 'plusieurs') return 'Code erroné. Il reste plusieurs essais.';
  return tries === 1 ? 'Code erroné. Il reste 1 essai.' : `Code erroné. Il reste ${tries} essais.`;
}

export const LOCK_REASONS: Readonly<Record<NonNullable<Locked['verrouilleePour']>, string>> = {
  'carte-retiree': 'carte retirée',
  inactivite: 'inactivité',
  veille: 'mise en veille',
  demande: 'à votre demande',
};
