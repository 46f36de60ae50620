import type { Canal, Job, JobEtat } from '../../../shared/contract/partage.ts';
import { formatInstant } from '../../lib/dates.ts';

export const CANAUX: Readonly<Record<Canal, string>> = {
  dmp: 'DMP',
  'mssante-confrere': 'MSSanté, confrères',
  'mssante-patient': 'Mon espace santé (patient)',
};

export const ETATS: Readonly<Record<JobEtat, string>> = {
  'a-envoyer': 'En attente',
  'attend-carte': 'Attend la carte',
  'en-cours': 'En cours',
  envoye: 'Envoyé',
  refuse: 'Refusé',
  'issue-inconnue': 'Issue inconnue',
  annule: 'Annulé',
};

export const RECEPTIONS: Readonly<Record<Job['destinataires'][number]['etat'], string>> = {
  attente: 'en attente',
  accepte: 'accepté',
  refuse: 'refusé',
};

const SUITES: Readonly<Record<NonNullable<Job['destinataires'][number]['suivi']>['etat'], string>> = {
  retarde: 'remise retardée',
  remis: 'remis',
  lu: 'lu',
  integre: 'intégré à son dossier',
  refuse: 'non remis',
};

/** One recipient and what is known of it: « anne@… : accepté ». */
export function recipientText(recipient: Job['destinataires'][number]): string {
  const { adresse, etat, detail, suivi } = recipient;
  const said = `${adresse} : ${RECEPTIONS[etat]}${detail === null || detail === '' ? '' : ` (${detail})`}`;
  if (suivi === null) return said;
  const why = [suivi.code, suivi.explication].filter((part) => part !== null && part !== '').join(' · ');
  return `${said}, puis ${SUITES[suivi.etat]} le ${formatInstant(suivi.le)}${why === '' ? '' : ` (${why})`}`;
}

/** Accepted by the operator, then not delivered: what a delivery notice tells afterwards. */
export const notDelivered = ({ destinataires }: Pick<Job, 'destinataires'>): boolean =>
  destinataires.some(({ suivi }) => suivi?.etat === 'refuse');

/** « 2 tentatives, prochaine le 22/11/2026 à 10:32 ». */
export function attemptsText({
  tentatives,
  prochaineTentative,
}: Pick<Job, 'tentatives' | 'prochaineTentative'>): string {
  const count = tentatives === 0 ? 'Aucune tentative' : `${tentatives} tentative${tentatives > 1 ? 's' : ''}`;
  return prochaineTentative === null ? count : `${count}, prochaine le ${formatInstant(prochaineTentative)}`;
}

/** The other side's own code; null when there is none, or when Hygie stopped by itself (`AUTRE_MODE`): its sentence says it all. */
export const receivedCode = ({ code }: Pick<Job, 'code'>): string | null =>
  code === null || code === '' || /^[A-Z]+(?:_[A-Z]+)*$/.test(code) ? null : code;

/** What happened, in one line; '' when the state says it all. */
export function explanationOf({ explication, conseil }: Pick<Job, 'explication' | 'conseil'>): string {
  return [explication, conseil].filter((text) => text !== null && text !== '').join(' ');
}
