import { instantOf, type Instant } from '../../shared/domain/civil-date.ts';
import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import { HygieError } from '../../shared/errors.ts';
import type { IdNat, PatientId } from '../../shared/ids.ts';
import { checkDay } from './day-check.ts';
import { openDmpConnection, type DmpConnectionOptions } from './dmp-connection.ts';
import { dmpSender, type DmpClient } from '../features/dmp/index.ts';
import { createIndexing, type IndexingPorts } from '../features/documents/index.ts';
import { engineRecord, reprendreApresConnexion, SendingEngine } from '../features/envois/index.ts';
import { mailSender, resumeOutbox, type CompteOuvert, type Mailbox } from '../features/messagerie/index.ts';
import { withLateReplacement } from '../features/partage/index.ts';
import { readPatient } from '../features/patients/index.ts';
import type { PscSession } from '../features/psc/index.ts';
import type { Reception, ReceptionPorts } from '../features/reception/index.ts';
import { readSecret, readSettings } from '../features/reglages/index.ts';
import { createSources, type Sources } from '../features/sources/index.ts';
import type { LockReason } from '../features/session/index.ts';
import { NoToken } from '../network/mail-server.ts';
import { CERTIFICATE_SENTENCES } from '../network/tls-trust.ts';
import { noteInJournal } from '../record/index.ts';
import { openPsc, type OpenPscOptions, type PscVault } from './psc.ts';
import { mailboxFollows, openMailbox, type OpenMailboxOptions } from './mailbox.ts';
import { openReception } from './reception.ts';

export type { CardConnection, CardConnectionRequest } from './dmp-connection.ts';

export interface DeskOptions extends DmpConnectionOptions {
  readonly publish: (topic: Topic, message: TopicMessage) => void;
  /** Reads a file from outside, in the format worker. */
  readonly read: ReceptionPorts['read'];
  /** The same for messages of the mailbox. */
  readonly readMail: OpenMailboxOptions['read'];
  /** A test installation. */
  readonly test: boolean;
  readonly openBrowser: OpenPscOptions['openBrowser'];
  readonly pscVault: PscVault;
  /** Reads the text of a document, for its search. */
  readonly readText: IndexingPorts['read'];
}

/** What lives from an unlock to the lock that ends it: clients of the outside, the queue's engine, the records open. */
export interface Desk {
  /** null without a card, or when the settings do not allow it. */
  dmp(): DmpClient | null;
  /** Why there is no client of the DMP; null when there is one. */
  dmpPrevented(): HygieError | null;
  /** The settings of the DMP have changed: the next call is made as they say. */
  reconnectDmp(): Promise<void>;
  compteDe(proprietaire: IdNat): Promise<CompteOuvert | null>;
  wake(): void;
  readonly psc: PscSession;
  /** The one way in, whatever the road. */
  readonly reception: Reception;
  readonly sources: Sources;
  readonly mailbox: Mailbox;
  /** Something was told to the window. */
  heard(topic: Topic, message: TopicMessage): void;
  readonly opened: Map<PatientId, Instant>;
  close(reason: LockReason): Promise<void>;
}

const HOUR = 3_600_000;
const FIRST_INDEXING = 4_000;
const NEXT_INDEXING = 500;

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { session, actor, card, login, now } = options;
  const { store } = session;
  const opened = new Map<PatientId, Instant>();
  const connection = await openDmpConnection(options);

  const psc = await openPsc({
    store,
    actor,
    now,
    test: options.test,
    vault: options.pscVault,
    openBrowser: options.openBrowser,
    publish: options.publish,
    report: options.report,
    opened: () => void afterSignIn().catch((error: unknown) => options.report('pro santé connect', error)),
    ended: () => mailbox.wake('boite'),
  });
  async function afterSignIn(): Promise<void> {
    mailbox.wake('tout');
    await store.execute(resumeOutbox, {}, actor);
    mailbox.wakeOutbox();
    const { repris } = await store.execute(reprendreApresConnexion, {}, actor);
    if (repris > 0) options.publish('envois.change', {});
    engine?.wake();
  }

  async function compteDe(proprietaire: IdNat): Promise<CompteOuvert | null> {
    const current = await store.query(readSettings, {}, actor);
    const compte = current.comptes?.find((each) => each.proprietaire === proprietaire) ?? null;
    const roots = current.confiance?.messagerie ?? [];
    if (compte === null || roots.length === 0) return null;
    const revocationLists = options.revocationLists('mssante', roots);
    if (revocationLists === null) throw new HygieError('NETWORK', CERTIFICATE_SENTENCES['liste-de-revocation']);
    return {
      compte,
      secret: await store.query(readSecret, { idNat: proprietaire }, actor),
      // A session is one person's: nobody opens another's mailbox with it.
      accessToken: (refused) =>
        proprietaire === actor.idNat ? psc.session.accessToken(refused) : Promise.reject(new NoToken('session-fermee')),
      sessionFermee: compte.authentification === 'psc' && !psc.session.isOpen,
      trust: { roots, revocationLists },
    };
  }

  const reception = openReception({
    store,
    actor,
    now,
    publish: options.publish,
    read: options.read,
    report: options.report,
  });
  // What a crash or a lock left unread is read now; nobody waits for it.
  void reception.resume().catch((error: unknown) => options.report('réception', error));
  const indexing = createIndexing({
    execute: (command, input) => store.execute(command, input, actor),
    query: (query, input) => store.query(query, input, actor),
    read: options.readText,
    changed: (patients) => {
      for (const patientId of patients) options.publish('recherche.change', { patientId });
    },
    report: options.report,
  });
  // What is filed is searched soon after; what an older base holds, once the doctor's first screens are there.
  let indexingTimer = setTimeout(() => indexing.wake(), FIRST_INDEXING);
  const indexSoon = () => {
    clearTimeout(indexingTimer);
    indexingTimer = setTimeout(() => indexing.wake(), NEXT_INDEXING);
  };
  const sources = createSources({
    execute: (command, input) => store.execute(command, input, actor),
    query: (query, input) => store.query(query, input, actor),
    intake: (files) => reception.intake(files),
    now,
    changed: () => options.publish('reception.change', {}),
    report: options.report,
  });
  if (login !== null) sources.start();
  const mailbox = openMailbox({
    store,
    actor,
    compteDe,
    read: options.readMail,
    reception,
    publish: options.publish,
    report: options.report,
    now,
  });
  // Without a card nothing is fetched; what was received stays readable.
  if (login !== null) mailbox.start();
  const follow = mailboxFollows(mailbox);
  const dmp = () => connection.client();
  const patient = (patientId: PatientId) => store.query(readPatient, { patientId }, actor);
  const mail = mailSender({ compteDe, patientDe: patient }, ({ action, ...detail }) => {
    // ECO.4.1.1: every operation on the mailbox, success and failure, stays in the journal.
    store
      .execute(noteInJournal, { action: `mssante.${action}`, patientId: null, detail }, actor)
      .catch((error: unknown) => options.report('journal', error));
  });
  const engine =
    login === null
      ? null
      : new SendingEngine({
          record: engineRecord(store, actor),
          senders: {
            dmp: withLateReplacement({
              sender: dmpSender({ client: dmp, prevented: connection.prevented, patient }),
              client: dmp,
              patient,
            }),
            'mssante-confrere': mail,
            'mssante-patient': mail,
          },
          onChange: () => options.publish('envois.change', {}),
          onError: (error) => options.report('envois', error),
        });
  const headSigner =
    login === null
      ? null
      : { certificate: login.holder.auth.der, sign: (message: Uint8Array) => card.authSignature(message) };
  const signHead = (motif: string) =>
    headSigner === null
      ? Promise.resolve()
      : store.signAuditHead(motif, actor, headSigner).catch((error: unknown) => options.report('journal', error));
  // The screen does not wait for the card's signature; the record does not close before it (below).
  const connected = signHead('connexion');
  const hourly = setInterval(() => void signHead('horaire'), HOUR);
  engine?.start();
  void checkDay({
    store,
    actor,
    client: dmp,
    now,
    changed: () => options.publish('agenda.change', {}),
    report: options.report,
  }).catch((error: unknown) => options.report('dmp du jour', error));

  return {
    dmp,
    dmpPrevented: () => connection.prevented(),
    reconnectDmp: async () => {
      await connection.rebuild();
      engine?.wake();
    },
    compteDe,
    wake: () => engine?.wake(),
    psc: psc.session,
    reception,
    sources,
    mailbox,
    heard: (topic, message) => {
      follow(topic, message);
      if (topic !== 'recherche.change') indexSoon();
    },
    opened,
    close: async (reason) => {
      clearInterval(hourly);
      reception.stop();
      clearTimeout(indexingTimer);
      indexing.stop();
      const ended = Promise.all([connection.close(), mailbox.stop(), sources.stop()]);
      await engine?.stop();
      // In order: the head of the login is kept, or has failed, before the last one is signed and the base closed.
      await connected;
      // A card that has left cannot sign: the head of the last hour stands.
      if (reason !== 'carte-retiree') await signHead('verrouillage');
      await ended;
      await psc.close();
    },
  };
}

export const nowInstant = (now: () => Date) => instantOf(now());
