import type { OpenidErrorKind } from '../../network/openid/openid-error.ts';

/** What each failure means for a doctor, and what to do. */
export const PSC_SENTENCES: Readonly<Record<OpenidErrorKind, string>> = {
  injoignable: 'Pro Santé Connect ne répond pas. Vérifiez la connexion internet, puis recommencez.',
  'certificat-refuse':
    'Le certificat du site de Pro Santé Connect n’a pas été reconnu : rien ne lui a été envoyé. N’insistez pas et prévenez votre informaticien.',
  'metadonnees-invalides':
    'L’adresse réglée n’est pas celle de Pro Santé Connect, ou renvoie ailleurs : rien n’a été ouvert. Vérifiez-la dans « Réglages ».',
  'port-occupe':
    'Le port de retour est pris par un autre programme de cet ordinateur. Fermez-le ou changez ce port dans « Réglages ».',
  navigateur: 'Le navigateur de cet ordinateur ne s’ouvre pas. Vérifiez le navigateur par défaut, puis recommencez.',
  annule: 'Connexion annulée.',
  'delai-depasse': 'La page de Pro Santé Connect n’a pas été validée à temps. Recommencez quand vous êtes prêt.',
  refus: 'Vous avez refusé la connexion sur la page de Pro Santé Connect. Rien n’a été ouvert.',
  'client-refuse':
    'Pro Santé Connect ne reconnaît pas ce logiciel : l’identifiant, le secret ou l’adresse de retour ne sont pas ceux que l’ANS a enregistrés. Vérifiez-les dans « Réglages ».',
  'reponse-invalide':
    'La réponse reçue n’a pas pu être vérifiée : elle a été écartée et rien n’a été ouvert. Recommencez.',
  'niveau-insuffisant':
    'Pro Santé Connect n’a pas confirmé le niveau de sécurité demandé (eidas1) : rien n’a été ouvert. Recommencez avec la carte CPS ou l’e-CPS.',
  'session-terminee':
    'Votre session Pro Santé Connect est terminée. Reconnectez-vous : rien de ce qui attend n’est perdu.',
};

export const PSC_NOT_SET =
  'Pro Santé Connect n’est pas réglé : son adresse et l’identifiant du logiciel manquent dans « Réglages ».';
export const PSC_OTHER_PERSON =
  'Pro Santé Connect a reconnu une autre personne que le médecin dont la carte est dans le lecteur : rien n’a été ouvert.';
export const PSC_NOT_RENEWED = 'Pro Santé Connect ne répond pas : la session sera renouvelée dès qu’il répondra.';
