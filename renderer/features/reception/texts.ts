import type { ATraiter } from '../../../shared/contract/reception.ts';
import type { FormatRecu, Voie } from '../../../shared/domain/reception.ts';

/** French words of what comes in. */
export const texts = {
  titre: 'À traiter',
  rien: 'Rien à traiter : tout ce qui est arrivé est classé et vu.',
  lecture: 'Lecture de ce qui est arrivé…',
  choisir: 'Choisir le patient',
  creer: 'Créer le patient depuis l’en-tête',
  ecarter: 'Écarter',
  vu: 'Vu',
  tache: 'Tâche',
  ouvrir: 'Ouvrir le document',
  relire: 'Relire le fichier',
  brut: 'Voir le fichier tel que reçu',
  candidats: 'Dossiers à comparer',
  aucunCandidat: 'Aucun dossier du cabinet ne correspond.',
  recu: 'Reçu',
  nonIntegrable: 'Non intégrable : pas de résultats structurés, à lire dans le document.',
  actualites: 'Actualités de mes patients',
  aucuneActualite: 'Rien de nouveau pour les patients de ce jour.',
  taches: 'Mes tâches',
  aide: 'Flèches : parcourir · 1 à 5 : attribuer au dossier de ce numéro · C : choisir un patient · N : créer · V : vu · T : tâche · E : écarter · O : ouvrir · Ctrl+Z : annuler',
} as const;

export const VOIES: Readonly<Record<Voie, string>> = {
  mssante: 'MSSanté',
  hprim: 'HPRIM',
  'hprim-net': 'HPRIM Net',
  apicrypt: 'Apicrypt',
  bioserveur: 'Bioserveur',
  sftp: 'Hôpital (SFTP)',
  dossier: 'Dossier surveillé',
  depot: 'Déposé dans la fenêtre',
  dmp: 'DMP',
};

export const FORMATS: Readonly<Record<FormatRecu, string>> = {
  cda: 'Document CDA',
  xdm: 'Archive XDM',
  hprim: 'HPRIM',
  mail: 'Message',
  pdf: 'PDF',
  image: 'Image',
  text: 'Texte',
  unknown: 'Format inconnu',
};

export const GENRES: Readonly<Record<ATraiter['genre'], string>> = {
  'a-rapprocher': 'À rapprocher',
  'a-voir': 'À voir',
  illisible: 'Non lu',
};

export const RESULTATS: Readonly<Record<NonNullable<ATraiter['resultat']>, string>> = {
  partial: 'partiel',
  final: 'complet',
  corrected: 'corrigé',
};

/** « Résultat critique », told by words and a sign, never by colour alone. */
export function alertText(anormal: number): string {
  return anormal === 2 ? '◆◆ critique' : anormal === 1 ? '◆ hors normes' : '';
}
