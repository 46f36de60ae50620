import { formatCivilDate } from '../../../shared/domain/civil-date.ts';

export const texts = {
  /** [13] */
  titre: (date: string) => `Consultations du ${formatCivilDate(date)}`,
  liste: (date: string) => `Rendez-vous du ${formatCivilDate(date)}`,
  veille: 'Jour précédent',
  lendemain: 'Jour suivant',
  aujourdhui: 'Aujourd’hui',
  creneauLibre: (heure: string) => `${heure}, créneau libre : ajouter un rendez-vous`,
  actions: (nom: string) => `Actions pour ${nom}`,
  ouvrir: 'Ouvrir le dossier',
  deplacer: 'Déplacer…',
  annuler: 'Annuler le rendez-vous',
  verifier: 'Vérifier le DMP maintenant',
  ajoute: (nom: string, heure: string) => `Rendez-vous de ${nom} ajouté à ${heure}`,
  deplace: (nom: string, heure: string) => `Rendez-vous de ${nom} déplacé à ${heure}`,
  annule: (nom: string) => `Rendez-vous de ${nom} annulé`,
  aide: 'Flèches : parcourir · Entrée : ouvrir ou ajouter · Ctrl+flèche : déplacer d’un quart d’heure · Suppr : annuler',
} as const;
