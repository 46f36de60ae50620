import { dirname, join } from 'node:path';
import type { Answer, Topic, TopicMessage } from '../../shared/contract/index.ts';
import { HygieError } from '../../shared/errors.ts';
import type { DocumentId, PatientId } from '../../shared/ids.ts';
import type { CardHolder, CardService } from '../card/index.ts';
import { biologieHandlers } from '../features/biologie/index.ts';
import { brouillonsHandlers } from '../features/brouillons/index.ts';
import { documentsHandlers } from '../features/documents/index.ts';
import { espaceHandlers } from '../features/espace/index.ts';
import { administratifHandlers } from '../features/administratif/index.ts';
import { annuaireHandlers } from '../features/annuaire/index.ts';
import { medicamentsHandlers } from '../features/medicaments/index.ts';
import { parcoursHandlers } from '../features/parcours/index.ts';
import { createPartage } from '../features/partage/index.ts';
import { createRedactionService, redactionHandlers } from '../features/redaction/index.ts';
import { receptionHandlers } from '../features/reception/index.ts';
import { readSettings } from '../features/reglages/index.ts';
import { SessionService, sessionHandlers, type LockReason, type RecordAccess } from '../features/session/index.ts';
import { sourcesHandlers } from '../features/sources/index.ts';
import { createVsmService } from '../features/vsm/index.ts';
import type { Actor, RecordStore } from '../record/index.ts';
import { administrationHandlers, type CertificateStore } from './administration.handlers.ts';
import { createBaseGate, doctorName } from './base-gate.ts';
import { cardPort } from './card-port.ts';
import { nowInstant, openDesk, type Desk, type DeskOptions } from './desk.ts';
import { createDispatcher } from './dispatcher.ts';
import { fillFirstBase } from './first-base.ts';
import { createFormatPool } from './format-pool.ts';
import type { Installation, ModuleChoice } from './installation.ts';
import { mailboxHandlers } from './mailbox.handlers.ts';
import { outsideHandlers } from './outside.handlers.ts';
import { pscHandlers } from './psc.handlers.ts';
import type { PscVault } from './psc.ts';
import { tellReception } from './reception.ts';
import { recordHandlers } from './record.handlers.ts';
import { restorationHandlers } from './restoration.handlers.ts';
import { revocationLists } from './revocation-lists.ts';
import { settingsHandlers } from './settings.handlers.ts';
import { openWhiteList } from './white-list.ts';

export interface HostOptions {
  readonly installation: Installation;
  readonly baseDirectory: string;
  readonly backupDirectory: string;
  /** The system's dialog asks for a backup to restore; null when it was closed. */
  readonly chooseBackup: () => Promise<string | null>;
  readonly card: CardService;
  readonly modules: readonly ModuleChoice[];
  /** The user's certificate store, where HTTPS with the card needs the module in it; null elsewhere. */
  readonly certificateStore: CertificateStore | null;
  readonly recordWorker: string;
  readonly formatWorker: string;
  readonly nativeBinding: string | null;
  readonly openCardConnection: DeskOptions['openCardConnection'];
  /** The system's dialog for a file, with its bytes; null when the doctor gives up, or where there is no window. */
  readonly chooseFile: () => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** The system's dialog for a folder; null when the doctor gives up, or where there is no window. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Shows a page in the doctor's own browser; rejects when there is none. */
  readonly openBrowser: (address: URL) => Promise<void>;
  /** Shows a document in a window of its own, until the session ends. */
  readonly openReadingWindow: (target: { readonly patientId: PatientId; readonly documentId: DocumentId }) => void;
  readonly versions: { readonly hygie: string; readonly electron: string };
  readonly now: () => Date;
  readonly publish: (topic: Topic, message: TopicMessage) => void;
  /** Our own log: names of methods and kinds of errors, never a patient's data. */
  readonly log: (line: string) => void;
  readonly validateOutputs: boolean;
}

export interface Host {
  dispatch(method: unknown, input: unknown): Promise<Answer<unknown>>;
  isUnlocked(): boolean;
  lock(reason: LockReason): Promise<void>;
  /** Minutes without a key or a click before locking. */
  idleMinutes(): number;
  close(): Promise<void>;
}

const UNCONFIRMED_CODE =
  'Le code de récupération n’a jamais été recopié : émettez-en un nouveau dans « Réglages », et gardez-le hors du cabinet.';

/** A login between the card's yes and the opened base: at most as long as it takes to choose a practice. */
const HELD_PIN_LIMIT = 5 * 60_000;

/** Builds the house: every service, every handler, one dispatcher. */
export function createHost(options: HostOptions): Host {
  const { card, installation, now } = options;
  const formats = createFormatPool(options.formatWorker);
  let desk: Desk | null = null;
  // The mailbox follows what reception decides, whoever decided it.
  const publish: HostOptions['publish'] = (topic, message) => {
    options.publish(topic, message);
    desk?.heard(topic, message);
  };
  const pscVault: PscVault = new Map();
  let idleMinutes = 15;
  let held: { pin: Uint8Array; holder: CardHolder; timer: NodeJS.Timeout } | null = null;

  const report = (what: string, error: unknown) => {
    const code =
      error instanceof HygieError ? error.code : error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    options.log(`${what}: ${code}`);
  };
  const dropPin = () => {
    if (held === null) return;
    clearTimeout(held.timer);
    held.pin.fill(0);
    held = null;
  };
  const takeLogin = () => {
    const login = held;
    if (login === null) return null;
    clearTimeout(login.timer);
    held = null;
    return { pin: login.pin, holder: login.holder };
  };

  const session = new SessionService<RecordStore>({
    card: cardPort({
      card,
      dropped: dropPin,
      accepted: (pin, holder) => {
        dropPin();
        held = { pin, holder, timer: setTimeout(dropPin, HELD_PIN_LIMIT) };
      },
    }),
    gate: createBaseGate({
      directory: options.baseDirectory,
      workerPath: options.recordWorker,
      nativeBinding: options.nativeBinding,
      clock: now,
      onSlow: (name, milliseconds) => options.log(`slow: ${name} ${milliseconds.toFixed(0)} ms`),
      fill: fillFirstBase(installation, now),
    }),
    test: installation.test,
    now,
    readPractice: async (store) => {
      const settings = await store.query(readSettings, {}, SYSTEM_ACTOR);
      if (settings.structure === null) throw new HygieError('BASE_DAMAGED', 'les réglages du cabinet manquent');
      idleMinutes = settings.verrouillageMinutes ?? 15;
      const unconfirmed = settings.codeRecuperationAConfirmer ? [UNCONFIRMED_CODE] : [];
      return {
        structure: settings.structure,
        medecins: settings.medecins ?? [],
        test: settings.test ?? false,
        warnings: [...store.warnings, ...unconfirmed],
      };
    },
    onOpen: async (open) => {
      const opening = await openDesk({
        session: open,
        actor: actorOf(),
        card,
        login: open.byRecoveryCode ? null : takeLogin(),
        openCardConnection: options.openCardConnection,
        revocationLists: listsOf,
        version: options.versions.hygie,
        test: installation.test,
        openBrowser: options.openBrowser,
        pscVault,
        now,
        publish,
        report,
        read: (order) => formats.run('lire-fichier', order),
        readMail: (order) => formats.run('courrier', order),
        readText: (order) => formats.run('texte-document', order),
      });
      desk = opening;
      // Nobody waits for it, and the recovery code sends nothing.
      if (!open.byRecoveryCode) void whiteList.refreshIfOld().catch((error: unknown) => report('liste blanche', error));
      return async (reason) => {
        desk = null;
        await opening.close(reason);
      };
    },
    closeStore: (store) => store.close(),
    onChange: () => publish('session.changee', {}),
  });

  function actorOf(): Actor {
    const { practitioner, situation, remplace } = session.current();
    return {
      idNat: practitioner.idNat,
      nom: doctorName(practitioner),
      structureId: situation.structureId,
      remplace: remplace?.idNat ?? null,
    };
  }
  const access: RecordAccess = {
    session: () => session.current(),
    actor: actorOf,
    query: (query, input) => session.current().store.query(query, input, actorOf()),
    execute: (command, input) => session.current().store.execute(command, input, actorOf()),
  };
  const currentDesk = () => {
    if (desk === null) throw new HygieError('LOCKED');
    return desk;
  };
  const listsOf = (service: 'dmp' | 'mssante', roots: readonly string[]) =>
    revocationLists({
      files: installation.services?.[service].revocationLists ?? [],
      roots,
      directory: join(dirname(options.baseDirectory), 'listes-de-revocation'),
    });
  const whiteList = openWhiteList({
    access,
    now,
    read: (bytes) => formats.run('liste-blanche', bytes),
    revocationLists: (roots) => listsOf('mssante', roots),
  });
  const vsm = createVsmService({ access, now, make: (order) => formats.run('vsm', order) });
  const redaction = createRedactionService({ access, now, make: (order) => formats.run('papier', order) });
  const partage = createPartage({
    access,
    vsm,
    dmp: () => currentDesk().dmp(),
    dmpPrevented: () => currentDesk().dmpPrevented(),
    compteDe: (owner) => currentDesk().compteDe(owner),
    now,
    version: options.versions.hygie,
    wake: () => currentDesk().wake(),
  });
  const openedRecords = () => currentDesk().opened;

  const dispatch = createDispatcher({
    isUnlocked: () => session.isUnlocked(),
    validateOutputs: options.validateOutputs,
    report,
    handlers: {
      ...sessionHandlers(session, access),
      ...brouillonsHandlers(access),
      ...administratifHandlers(access, (patientId) => publish('patients.change', { patientId })),
      ...administrationHandlers(options),
      ...restorationHandlers({
        session,
        backupDirectory: options.backupDirectory,
        chooseBackup: options.chooseBackup,
      }),
      ...recordHandlers({
        access,
        opened: openedRecords,
        now: () => nowInstant(now),
        changed: (topic, patientId) => publish(topic, patientId === undefined ? {} : { patientId }),
      }),
      ...documentsHandlers({
        access,
        view: (order) => formats.run('lire-document', order),
        source: (order) => formats.run('source-document', order),
        openWindow: options.openReadingWindow,
      }),
      ...medicamentsHandlers(access, (order) => formats.run('bdpm', order)),
      ...sourcesHandlers({
        access,
        sources: () => currentDesk().sources,
        chooseFolder: options.chooseFolder,
        changed: () => publish('reception.change', {}),
      }),
      ...parcoursHandlers({
        access,
        changed: (patientId) => publish('dossier.change', patientId === undefined ? {} : { patientId }),
      }),
      ...redactionHandlers({
        access,
        service: redaction,
        changed: (patientId) => publish('dossier.change', { patientId }),
      }),
      ...receptionHandlers({
        access,
        reception: () => currentDesk().reception,
        picture: async (bytes) => {
          const { corps } = await formats.run('lire-document', { bytes, mediaType: '' });
          if (corps.kind === 'image') return { mediaType: corps.mediaType, base64: corps.base64 };
          return { motif: corps.kind === 'aucun' ? corps.motif : 'Cette image ne peut pas être montrée ici.' };
        },
        changed: (patients) => tellReception(publish, patients),
      }),
      ...biologieHandlers(access),
      ...mailboxHandlers({
        access,
        desk: currentDesk,
        read: (order) => formats.run('courrier', order),
        publish,
        report,
        now,
        version: options.versions.hygie,
      }),
      ...annuaireHandlers({
        access,
        read: (order) => formats.run('annuaire', order),
        chooseFile: options.chooseFile,
      }),
      ...outsideHandlers({ access, vsm, partage, desk: currentDesk, now, publish, report }),
      ...espaceHandlers({
        whiteList,
        chooseFile: options.chooseFile,
        nameServers: installation.services?.mssante.serveursDeNoms ?? [],
        changed: () => publish('messagerie.change', {}),
      }),
      ...pscHandlers(() => currentDesk().psc),
      ...settingsHandlers({
        access,
        test: installation.test,
        now,
        dmpChanged: () => currentDesk().reconnectDmp(),
        mailboxChanged: () => {
          currentDesk().mailbox.wake('tout');
          publish('psc.change', {});
        },
        pscChanged: () => publish('psc.change', {}),
        backupDirectory: options.backupDirectory,
        setIdleMinutes: (minutes) => {
          idleMinutes = minutes;
        },
      }),
    },
  });

  return {
    dispatch,
    isUnlocked: () => session.isUnlocked(),
    lock: (reason) => session.lock(reason),
    idleMinutes: () => idleMinutes,
    close: async () => {
      await session.lock('demande');
      dropPin();
      card.close();
      await formats.close();
    },
  };
}

const SYSTEM_ACTOR: Actor = { idNat: '000000000' as Actor['idNat'], nom: 'Hygie', structureId: null };
