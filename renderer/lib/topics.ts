import type { QueryClient } from '@tanstack/react-query';
import type { Topic, TopicMessage } from '../../shared/contract/index.ts';

/** Methods (by prefix) whose answers a topic makes stale. */
const AFFECTED: Readonly<Record<Topic, readonly string[]>> = {
  'session.changee': ['session.', 'administration.'],
  'agenda.change': ['agenda.'],
  'patients.change': ['patients.', 'administratif.', 'agenda.', 'dossier.', 'partage.', 'vsm.', 'cloture.'],
  'dossier.change': [
    'dossier.',
    'redaction.',
    'medicaments.signaux',
    'notes.',
    'documents.',
    'vsm.',
    'partage.',
    'cloture.',
    'agenda.',
    'dmp.',
  ],
  'reception.change': [
    'reception.',
    'biologie.',
    'parcours.',
    'documents.',
    'dossier.',
    'protocoles.',
    'fiches.',
    'taches.',
    'sources.',
    'messagerie.',
  ],
  'recherche.change': ['documents.chercher', 'documents.lignesTrouvees'],
  'messagerie.change': ['messagerie.', 'reception.actualites', 'reception.aTraiter', 'reception.compter'],
  'psc.change': ['psc.'],
  'envois.change': ['envois.', 'cloture.', 'documents.', 'vsm.'],
  avis: [],
};

/** These lists cover every patient: a change to one patient may show in them. */
const OF_EVERY_PATIENT = [
  'agenda.',
  'patients.chercher',
  'patients.homonymes',
  'envois.',
  'reception.',
  'messagerie.',
  'taches.',
  'sources.',
];

/** The patient that a method's input names; null when it names none. */
export function inputPatient(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('patientId' in input)) return null;
  return typeof input.patientId === 'string' ? input.patientId : null;
}

/** True when the answer kept under this key must be read again after this topic. */
export function isAffected(topic: Topic, message: TopicMessage, key: readonly unknown[]): boolean {
  const [method, input] = key;
  if (typeof method !== 'string' || !AFFECTED[topic].some((prefix) => method.startsWith(prefix))) return false;
  if (message.patientId === undefined || OF_EVERY_PATIENT.some((prefix) => method.startsWith(prefix))) return true;
  const patient = inputPatient(input);
  return patient === null || patient === message.patientId;
}

/**
 * Reads again what a topic made stale. An answer that is being read for the first time may be of before the change, and the library does not ask twice for
 * it: it is read again once it is there.
 */
export function invalidate(client: QueryClient, topic: Topic, message: TopicMessage): void {
  const predicate = (query: { readonly queryKey: readonly unknown[] }) => isAffected(topic, message, query.queryKey);
  for (const query of client.getQueryCache().findAll({ predicate })) {
    if (query.state.data !== undefined || query.state.fetchStatus !== 'fetching') continue;
    const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    void query.promise?.then(again, () => undefined);
  }
  void client.invalidateQueries({ predicate });
}
