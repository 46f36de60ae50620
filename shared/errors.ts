import { z } from 'zod';

/**
 * The closed list of what may go wrong across the contract. Each sentence says what was kept and what to do next;
 * the interface shows it as it is.
 */
export const ERROR_SENTENCES = {
  LOCKED: 'Hygie est verrouillé. Vos brouillons sont gardés : insérez votre carte pour reprendre.',
  INVALID_INPUT: 'La saisie n’est pas valable. Rien n’a été enregistré ; corrigez le champ signalé.',
  NOT_FOUND: 'Cet élément n’existe plus ou n’est pas dans ce dossier. Rien n’a été changé.',
  VERSION_CONFLICT:
    'Ce dossier a été modifié entre-temps. Votre saisie est gardée : relisez la nouvelle version avant de valider.',
  NOT_ALLOWED: 'Cette action n’est pas permise avec cette carte. Rien n’a été changé.',
  SLOT_TAKEN: 'Ce créneau est déjà occupé. Le rendez-vous n’a pas été déplacé.',
  ABSENCE_WITH_ELEMENTS:
    'Des éléments sont enregistrés dans cette rubrique : retirez-les avant d’affirmer leur absence.',
  STRICT_TRAITS_LOCKED:
    'Les traits d’une identité qualifiée ne se modifient pas directement. Changez d’abord le statut de l’identité.',
  HOMONYM: 'Un patient de mêmes traits existe déjà. Comparez les identités avant de créer un second dossier.',
  INS_NOT_QUALIFIED: 'L’identité de ce patient n’est pas qualifiée : son INS ne peut pas sortir. Rien n’a été envoyé.',
  RECIPIENT_NOT_ALLOWED: 'Un destinataire n’appartient pas à l’espace de confiance MSSanté. Rien n’a été envoyé.',
  TOO_LARGE:
    'Le message dépasse la taille permise par l’opérateur. Rien n’a été envoyé ; retirez une pièce ou scindez l’envoi.',
  CONSENT_REQUIRED: 'Le consentement du patient doit être recueilli et confirmé avant cet accès au DMP.',
  PATIENT_OPPOSED: 'Le patient s’est opposé à ce partage. Le document reste dans le dossier et n’a pas été envoyé.',
  DMP_REFUSED: 'Le DMP a refusé la demande. Le document reste dans le dossier ; le détail est dans « Envois ».',
  NETWORK: 'Le service ne répond pas. Rien n’est perdu : l’envoi reste en attente et sera repris.',
  CARD_REMOVED: 'La carte a été retirée. Ce qui était saisi est gardé ; insérez-la de nouveau pour continuer.',
  CARD_PROBLEM: 'La carte ou le lecteur ne répond pas. Rien n’est perdu ; retirez la carte puis insérez-la de nouveau.',
  BASE_IN_USE: 'Cette base est déjà ouverte par une autre fenêtre de Hygie sur cet ordinateur.',
  BASE_NEWER: 'Cette base vient d’une version plus récente de Hygie. Elle n’a pas été touchée : mettez Hygie à jour.',
  BASE_DAMAGED: 'La base est endommagée et n’a pas été modifiée. Restaurez la dernière sauvegarde.',
  BASE_READ_ONLY: 'Le dossier de la base est en lecture seule. Vérifiez les droits ou le disque.',
  DISK_FULL: 'Le disque est plein. Ce qui était enregistré est intact ; libérez de la place puis recommencez.',
  WRONG_CODE: 'Ce code n’est pas le bon. Rien n’a été ouvert.',
  INTERNAL: 'Une erreur inattendue s’est produite. Ce qui était enregistré est intact ; recommencez.',
} as const;

export type ErrorCode = keyof typeof ERROR_SENTENCES;
export const ErrorCode = z.enum(Object.keys(ERROR_SENTENCES) as [ErrorCode, ...ErrorCode[]]);

/** Error that may cross the contract. `detail` is French, for the doctor, and never holds a stack or a path. */
export class HygieError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | null;
  constructor(code: ErrorCode, detail: string | null = null, options?: { cause?: unknown }) {
    super(ERROR_SENTENCES[code], options);
    this.name = 'HygieError';
    this.code = code;
    this.detail = detail;
  }
}
