import type { ErrorCode } from '../errors.ts';

/** Topics the host may push. They carry no medical data: the window reads again what it shows. */
export const TOPICS = [
  'session.changee',
  'envois.change',
  'agenda.change',
  'patients.change',
  'dossier.change',
  'reception.change',
  'messagerie.change',
  'psc.change',
  'recherche.change',
  'avis',
] as const;
export type Topic = (typeof TOPICS)[number];
export interface TopicMessage {
  readonly patientId?: string;
  /** French sentence for « avis ». */
  readonly texte?: string;
}

/** What crosses the bridge: a value, or a closed error. */
export type Answer<T> =
  { ok: true; value: T } | { ok: false; error: { code: ErrorCode; message: string; detail: string | null } };
