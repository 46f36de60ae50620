import type { IdNat } from '../../shared/ids.ts';
import { HygieError } from '../../shared/errors.ts';
import type { Output, Topic, TopicMessage } from '../../shared/contract/index.ts';
import {
  createComposer,
  messageNews,
  messagerieHandlers,
  type CompteOuvert,
  type MailboxOptions,
} from '../features/messagerie/index.ts';
import { readPatient } from '../features/patients/index.ts';
import { readNews } from '../features/reception/index.ts';
import { readSettings } from '../features/reglages/index.ts';
import type { RecordAccess } from '../features/session/index.ts';
import { noteInJournal } from '../record/index.ts';
import type { Desk } from './desk.ts';
import { tellMailbox } from './mailbox.ts';

export interface MailboxHandlersOptions {
  readonly access: RecordAccess;
  readonly desk: () => Desk;
  readonly read: MailboxOptions['read'];
  readonly publish: (topic: Topic, message: TopicMessage) => void;
  readonly report: (what: string, error: unknown) => void;
  readonly now: () => Date;
  readonly version: string;
}

const NO_ACCOUNT = 'Aucune boîte MSSanté n’est réglée pour ce médecin : complétez le compte dans « Réglages ».';

/** [19]–[23] What came and was not seen about the patients of a day: documents by every road, and messages. */
async function news(access: RecordAccess, date: string): Promise<Output<'reception.actualites'>> {
  const [documents, messages] = await Promise.all([
    access.query(readNews, { date }),
    access.query(messageNews, { date }),
  ]);
  const byPatient = new Map<string, Output<'reception.actualites'>[number]>(
    documents.map((each) => [each.patient.id as string, { ...each, nouvelles: [...each.nouvelles] }]),
  );
  for (const { patient, ...message } of messages) {
    const known = byPatient.get(patient.id) ?? { patient, nouvelles: [] };
    known.nouvelles.push({ genre: 'message', anormal: 0, ...message });
    byPatient.set(patient.id, known);
  }
  return [...byPatient.values()];
}

/** Methods of the mailbox, over the session that is open. */
export function mailboxHandlers(options: MailboxHandlersOptions) {
  const { access, desk, read, publish, report, now } = options;
  const account = async (): Promise<CompteOuvert> => {
    const opened = await desk().compteDe(access.actor().idNat as IdNat);
    if (opened === null) throw new HygieError('NOT_ALLOWED', NO_ACCOUNT);
    return opened;
  };
  const execute: RecordAccess['execute'] = (command, input) => access.execute(command, input);
  const query: RecordAccess['query'] = (asked, input) => access.query(asked, input);
  const composer = createComposer({
    execute,
    query,
    account,
    sender: () => {
      const { practitioner, structure } = access.session();
      return {
        civilite: practitioner.civilite,
        prenom: practitioner.prenom,
        nom: practitioner.nom,
        entite: structure.nom,
      };
    },
    patient: (patientId) => access.query(readPatient, { patientId }),
    test: async () => (await access.query(readSettings, {})).test ?? false,
    read,
    mailbox: () => desk().mailbox,
    now,
    product: `Hygie; ${options.version}`,
    trace: (action, detail) => {
      access
        .execute(noteInJournal, { action: `messagerie.${action}`, patientId: null, detail })
        .catch((error: unknown) => report('journal', error));
    },
  });
  const methods = messagerieHandlers({
    access,
    composer,
    read,
    mailbox: () => desk().mailbox,
    address: async () => (await desk().compteDe(access.actor().idNat as IdNat))?.compte.adresse ?? null,
    changed: (patients) => tellMailbox(publish, patients),
  });
  return { ...methods, 'reception.actualites': (input: { date: string }) => news(access, input.date) };
}
