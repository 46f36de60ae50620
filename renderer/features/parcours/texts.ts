import type { ActeNote, EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { formatInstantDate } from '../../lib/dates.ts';

/** French words of the care pathway. */
export const texts = {
  titre: 'Parcours de soins',
  masquer: 'Masquer',
  afficher: 'Afficher',
  du: 'Du',
  au: 'Au',
  reinitialiser: 'Réinitialiser la période',
  documents: 'Documents',
  evenements: 'Événements du dossier',
  liste: 'La même frise en liste',
  suivre: 'Suivre ce protocole',
  arreter: 'Ne plus suivre',
  prescrire: 'Prescrire',
  noter: 'Noter comme fait…',
  noterTitre: 'Noter comme fait',
  faitLe: 'Fait le',
  precision: 'Précision (nom du vaccin, lot, lieu…), facultative',
  annulerActe: 'Annuler cet acte noté…',
  annulerTitre: 'Annuler l’acte noté',
  ouvrir: 'Ouvrir le document',
  fermer: 'Fermer',
  retour: 'Retour',
  aujourdhui: 'Aujourd’hui',
  vide: 'Rien sur cette période.',
  protocoles: 'Protocoles',
  fiches: 'Fiches d’information',
  aFournir: 'Contenu à fournir par le cabinet',
  perime: 'Source ancienne : vérifiez qu’elle est encore en vigueur',
} as const;

export const ETATS: Readonly<Record<EvenementProtocole['etat'], string>> = {
  fait: 'fait',
  'fait-en-retard': 'fait hors délai',
  'en-retard': 'en retard',
  manquant: 'manquant',
  prevu: 'prévu',
};

/** Signs beside colours: nothing is told by colour alone. */
export const SIGNES: Readonly<Record<EvenementProtocole['etat'], string>> = {
  fait: '✓',
  'fait-en-retard': '✓!',
  'en-retard': '!',
  manquant: '✗',
  prevu: '○',
};

const LONG = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'UTC',
  weekday: 'long',
  day: '2-digit',
  month: 'long',
  year: 'numeric',
});

/** [46] « mardi 02 septembre 2014 »; a partial date stays what it is. */
export function longDate(date: string): string {
  if (date.length < 10) return date.split('-').reverse().join('/');
  return LONG.format(new Date(`${date.slice(0, 10)}T12:00:00Z`));
}

const YEAR = 365.25;

/** « 12 jours », « 9 ans (3340 jours) ». */
function daysText(count: number): string {
  const days = `${count} jour${count > 1 ? 's' : ''}`;
  return count < 2 * YEAR ? days : `${Math.floor(count / YEAR)} ans (${days})`;
}

/** « 12 jours après la date prévue »; of what is missing, that the record holds no trace of it: it may have been done elsewhere. */
export function gapText(event: Pick<EvenementProtocole, 'etat' | 'ecartJours' | 'date' | 'realiseLe'>): string {
  const { etat, ecartJours, date, realiseLe } = event;
  if (ecartJours === null) return '';
  const days = daysText(Math.abs(ecartJours));
  if (etat === 'fait' || etat === 'fait-en-retard')
    return ecartJours === 0
      ? realiseLe === date
        ? 'à la date prévue'
        : 'à l’âge prévu'
      : `${days} ${ecartJours > 0 ? 'après' : 'avant'} la date prévue`;
  if (etat === 'manquant') return `aucune trace dans ce dossier, ${days} de retard`;
  return ecartJours === 0 ? 'à faire aujourd’hui' : `${days} de retard`;
}

/** « fait le 20/09/2017, à l’âge prévu »: a state with its day, and the gap. */
export function stateText(event: EvenementProtocole): string {
  const day = event.realiseLe === null ? '' : ` le ${formatCivilDate(event.realiseLe)}`;
  const gap = gapText(event);
  return `${ETATS[event.etat]}${day}${gap === '' ? '' : `, ${gap}`}`;
}

/** « Noté par Dr X le 23/11/2026 : lot AB123 », and what was noted then taken back. */
export function notedTexts({ acte, annules }: Pick<EvenementProtocole, 'acte' | 'annules'>): string[] {
  const day = ({ annulation, realiseLe }: ActeNote) =>
    annulation === null ? '' : ` comme fait le ${formatCivilDate(realiseLe)}`;
  const words = ({ texte }: ActeNote) => (texte === '' ? '' : ` : ${texte}`);
  const back = ({ annulation }: ActeNote) =>
    annulation === null ? '' : `, annulé par ${annulation.auteurNom} le ${formatInstantDate(annulation.le)}`;
  return [...(acte === null ? [] : [acte]), ...annules].map(
    (each) => `Noté${day(each)} par ${each.auteurNom} le ${formatInstantDate(each.le)}${back(each)}${words(each)}`,
  );
}
