import type { IdNat } from '../../shared/ids.ts';
import { HygieError } from '../../shared/errors.ts';
import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import {
  createComposer,
  messagerieHandlers,
  type CompteOuvert,
  type MailboxOptions,
} from '../features/messagerie/index.ts';
import { readPatient } from '../features/patients/index.ts';
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
  return messagerieHandlers({
    access,
    composer,
    read,
    mailbox: () => desk().mailbox,
    address: async () => (await desk().compteDe(access.actor().idNat as IdNat))?.compte.adresse ?? null,
    changed: (patients) => tellMailbox(publish, patients),
  });
}
