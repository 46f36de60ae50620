import type { EtatMessagerie } from '../../../shared/contract/messagerie.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { domainOf, parseWhiteList, type WhiteList } from '../../formats/mime/index.ts';
import type { CompteOuvert } from './account.ts';
import { settleMails } from './assign.commands.ts';
import { MailboxEngine } from './engine.ts';
import { TAILLE_PAR_DEFAUT } from './freeze.ts';
import type { MailAnswer, MailOrder } from './mail.task.ts';
import { Outbox } from './outbox.ts';
import { readKeptMails } from './reader.ts';
import type { PatientAdresse } from './rules.ts';
import { countOperations, mailsToSettle } from './sync.repository.ts';
import type { RecordPort } from './sync-folder.ts';

export interface MailboxOptions extends RecordPort {
  account(): Promise<CompteOuvert | null>;
  patient(patientId: PatientId): Promise<PatientAdresse>;
  /** The format worker. */
  read(order: MailOrder): Promise<MailAnswer>;
  /** Text of the last white list; null when none was ever loaded. */
  whiteList(): Promise<string | null>;
  /** Reads and sorts what reception has kept. */
  resumeReception(): Promise<unknown>;
  /** What the mailbox shows has changed, and these records. */
  changed(patients: readonly string[]): void;
  /** Every operation on the mailbox, success and failure, stays in the journal (ECO.4.1.1). Never a secret, a body nor a subject. */
  trace(action: string, detail: Record<string, string | number | boolean | null>): void;
  report(what: string, error: unknown): void;
  now(): Date;
  random(): number;
}

/** The mailbox of whoever is logged in, from unlock to lock. */
export interface Mailbox {
  start(): void;
  /** `tout`: every folder; `boite`: the inbox and the gestures that wait. */
  wake(what: 'boite' | 'tout'): void;
  wakeOutbox(): void;
  /** A draft was kept: its copy on the server may wait for the next pause. */
  draftKept(): void;
  /** Reception has decided, or a human: the messages follow their documents. */
  settle(patients: readonly string[]): void;
  /** Reads what is kept and gives it to reception; resolves once it is sorted. */
  readKept(): Promise<void>;
  list(): Promise<WhiteList | null>;
  state(): Promise<EtatMessagerie>;
  stop(): Promise<void>;
}

/** Drafts are copied to the server at rest, not at each pause of the hand. */
const DRAFT_REST = 20_000;
/** Screens are told at most so often during a long synchronisation. */
const TELL_EVERY = 250;

/** One run at a time; whoever asks meanwhile gets one more run after it. */
function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

export function createMailbox(options: MailboxOptions): Mailbox {
  const { execute, query, report, now } = options;
  let stopped = false;
  let started = false;
  let draftTimer: NodeJS.Timeout | null = null;
  let tellTimer: NodeJS.Timeout | null = null;
  const touched = new Set<string>();
  let known: { text: string; list: WhiteList | null } | null = null;

  let again = false;
  /** The first change is told at once: a result is on the screen as soon as it is filed. Those that follow are told together. */
  const tell = (patients: readonly string[] = []): void => {
    for (const patient of patients) touched.add(patient);
    if (stopped) return;
    if (tellTimer !== null) {
      again = true;
      return;
    }
    options.changed([...touched]);
    touched.clear();
    tellTimer = setTimeout(() => {
      tellTimer = null;
      if (!again) return;
      again = false;
      tell();
    }, TELL_EVERY);
  };

  const list = async (): Promise<WhiteList | null> => {
    const text = await options.whiteList();
    if (text === null) return null;
    if (known?.text !== text) known = { text, list: parseWhiteList(new TextEncoder().encode(text)) };
    return known.list;
  };
  const operators = async (): Promise<readonly string[]> => {
    const account = await options.account().catch(() => null);
    if (account === null) return [];
    const { adresse, soumission, imap } = account.compte;
    return [domainOf(adresse) ?? '', soumission.hote, imap.hote].filter((name) => name !== '');
  };
  const guarded = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!stopped) report(what, error);
    }
  };

  let patientsToSettle = new Set<string>();
  const settleNow = coalesced(() =>
    guarded('rapprochement du courrier', async () => {
      const patients = [...patientsToSettle];
      patientsToSettle = new Set();
      for (let apres = ''; ;) {
        const arrivees = await query(mailsToSettle, { patients });
        const key = arrivees.join();
        if (arrivees.length === 0 || key === apres) return;
        apres = key;
        const { patients: changed } = await execute(settleMails, { arrivees });
        tell(changed);
        // The mark of an assignment goes to the server too.
        if (changed.length > 0) engine.wake('boite');
        options.trace('rapprochement', { messages: arrivees.length, dossiers: changed.length });
      }
    }),
  );
  const readKept = coalesced(async () => {
    await Promise.all([
      guarded('lecture du courrier', () =>
        readKeptMails(
          { execute, query, report, read: options.read, whiteList: list, operators },
          () => tell(),
          () => stopped,
        ),
      ),
      guarded('réception du courrier', () => options.resumeReception()),
    ]);
    if (!stopped) await settleNow();
  });

  const engine = new MailboxEngine({
    execute,
    query,
    report,
    now,
    account: options.account,
    kept: () => void readKept(),
    changed: () => tell(),
    trace: options.trace,
    random: options.random,
  });
  const outbox = new Outbox({
    execute,
    query,
    report,
    now,
    account: options.account,
    patient: options.patient,
    changed: () => {
      tell();
      engine.wake('boite');
    },
    trace: options.trace,
  });

  return {
    start: () => {
      started = true;
      engine.start();
      outbox.start();
      void readKept();
    },
    wake: (what) => engine.wake(what),
    wakeOutbox: () => outbox.wake(),
    draftKept: () => {
      if (draftTimer !== null) clearTimeout(draftTimer);
      draftTimer = setTimeout(() => engine.wake('boite'), DRAFT_REST);
    },
    settle: (patients) => {
      for (const patient of patients) patientsToSettle.add(patient);
      if (!stopped) void settleNow();
    },
    readKept,
    list,
    state: async () => ({
      ...engine.state,
      ...(started
        ? {}
        : { raison: 'La messagerie ne se connecte qu’avec votre carte. Les messages déjà reçus restent lisibles.' }),
      enAttente: await query(countOperations, {}),
      listeBlanche: (await list())?.generatedOn ?? null,
      tailleMaximale: TAILLE_PAR_DEFAUT,
    }),
    stop: async () => {
      stopped = true;
      if (draftTimer !== null) clearTimeout(draftTimer);
      if (tellTimer !== null) clearTimeout(tellTimer);
      await Promise.all([engine.stop(), outbox.stop()]);
    },
  };
}
