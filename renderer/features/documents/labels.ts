import type { DocumentLine } from '../../../shared/contract/dossier.ts';

export const ORIGINES: Readonly<Record<DocumentLine['origine'], string>> = {
  local: 'Cabinet',
  dmp: 'DMP',
  messagerie: 'Messagerie',
};

/** State of the sending, in words. */
export const ENVOIS: Readonly<Record<DocumentLine['envoi'], string>> = {
  du: 'À envoyer',
  'en-cours': 'En cours',
  envoye: 'Envoyé',
  refuse: 'Refusé',
  'issue-inconnue': 'Issue inconnue',
  ecarte: 'Écarté',
  'sans-objet': 'Sans objet',
};
