import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import type { IdNat, PatientId } from '../../shared/ids.ts';
import { createMailbox, type CompteOuvert, type Mailbox, type MailboxOptions } from '../features/messagerie/index.ts';
import { readPatient } from '../features/patients/index.ts';
import type { Reception } from '../features/reception/index.ts';
import { readSettings } from '../features/reglages/index.ts';
import { noteInJournal, type Actor, type RecordStore } from '../record/index.ts';

type Publish = (topic: Topic, message: TopicMessage) => void;

export interface OpenMailboxOptions {
  readonly store: RecordStore;
  readonly actor: Actor;
  readonly compteDe: (proprietaire: IdNat) => Promise<CompteOuvert | null>;
  readonly read: MailboxOptions['read'];
  readonly reception: Reception;
  readonly publish: Publish;
  readonly report: (what: string, error: unknown) => void;
  readonly now: () => Date;
}

/** What the mailbox shows has changed, and these records. No medical data: views read again. */
export function tellMailbox(publish: Publish, patients: readonly string[]): void {
  publish('messagerie.change', {});
  // A notice says what became of a sending.
  publish('envois.change', {});
  for (const patientId of patients) publish('dossier.change', { patientId });
}

const PATIENTS_COME_AFTER = 100;

/** The messages of the mailbox follow their documents: reception says that it has changed, then which records. */
export function mailboxFollows(mailbox: Mailbox): (topic: Topic, message: TopicMessage) => void {
  const patients = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  return (topic, message) => {
    if (topic === 'dossier.change' && message.patientId !== undefined && timer !== null)
      patients.add(message.patientId);
    if (topic !== 'reception.change' || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      mailbox.settle([...patients]);
      patients.clear();
    }, PATIENTS_COME_AFTER);
  };
}

/** The mailbox of whoever is logged in, beside the one way in. */
export function openMailbox(options: OpenMailboxOptions): Mailbox {
  const { store, actor, compteDe, read, reception, publish, report, now } = options;
  return createMailbox({
    execute: (command, input) => store.execute(command, input, actor),
    query: (query, input) => store.query(query, input, actor),
    account: () => compteDe(actor.idNat),
    patient: (patientId: PatientId) => store.query(readPatient, { patientId }, actor),
    read,
    whiteList: async () => (await store.query(readSettings, {}, actor)).confiance?.listeBlanche ?? null,
    resumeReception: () => reception.resume(),
    changed: (patients) => tellMailbox(publish, patients),
    trace: (action, detail) => {
      store
        .execute(noteInJournal, { action: `messagerie.${action}`, patientId: null, detail }, actor)
        .catch((error: unknown) => report('journal', error));
    },
    report,
    now,
    random: Math.random,
  });
}
