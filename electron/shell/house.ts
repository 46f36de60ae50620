import { join } from 'node:path';
import { app, dialog, type BrowserWindow, type Session } from 'electron';
import { createCardService, type CardChannel } from '../card/index.ts';
import { createHost, type Host } from '../host/host.ts';
import { cardModules, readInstallation } from '../host/installation.ts';
import { readFileOrNull } from '../host/read-file.ts';
import { publish } from './bridge.ts';
import { chooseFile, chooseFolder } from './dialogs.ts';
import { openBrowser } from './browser.ts';
import { openCardConnection } from './card-connection.ts';
import { watchIdle } from './idle.ts';
import { certificateStoreOf } from './nss-module.ts';
import { createReadingWindows } from './reading-windows.ts';

/** Chromium logs in to the card for itself: a reader with its own keys asks a second time, and the doctor must know what for. */
const SECOND_TYPING = 'Le lecteur demande votre code une seconde fois : il ouvre la connexion au DMP par la carte.';

export interface HouseOptions {
  readonly window: BrowserWindow;
  readonly session: Session;
  readonly dataDirectory: string;
  /** Folder of the built processes. */
  readonly built: string;
  /** Starts the card's process, or gives the one that was started with the window. */
  readonly forkCard: () => CardChannel;
}

/**
 * What is behind the window: installation, card, host. Loaded while the window's own process starts, for its libraries take as long as the page.
 * Throws when the installation cannot be read: the caller says so and leaves.
 */
export function openHouse({ window, session, dataDirectory, built, forkCard }: HouseOptions): Host {
  const installation = readInstallation(dataDirectory);
  if (installation.test) window.setTitle('Hygie — installation de test');
  const modules = cardModules(installation);
  const { cardRevocationList } = installation;
  const cardModule = modules.find((each) => each.present)?.chemin ?? null;
  const now = () => new Date();
  const card = createCardService({
    fork: forkCard,
    modulePath: cardModule,
    trust: {
      authorities: installation.cardRoots,
      revocationList: () => (cardRevocationList === null ? null : readFileOrNull(cardRevocationList)),
    },
    now,
  });
  // Chromium reads its card modules once, before its first secure exchange: the first connection by the card waits for this.
  const certificateStore = certificateStoreOf(app.getPath('home'));
  const moduleKnown =
    cardModule !== null && installation.nssConsent
      ? certificateStore
          ?.add(cardModule)
          .catch((error: unknown) => process.stderr.write(`hygie nss: ${String(error)}\n`))
      : undefined;
  let unlocked = false;
  let touched = () => undefined as void;
  const reading = createReadingWindows({
    main: window,
    session,
    preload: join(built, 'preload.cjs'),
    touched: () => touched(),
  });
  const host: Host = createHost({
    installation,
    modules,
    certificateStore,
    card,
    now,
    baseDirectory: join(dataDirectory, 'base'),
    backupDirectory: join(dataDirectory, 'sauvegardes'),
    chooseBackup: async () => {
      const chosen = await dialog.showOpenDialog(window, {
        title: 'Choisir une sauvegarde de Hygie',
        properties: ['openFile'],
        filters: [
          { name: 'Sauvegardes de Hygie', extensions: ['sauvegarde', 'hygie'] },
          { name: 'Tous les fichiers', extensions: ['*'] },
        ],
      });
      return chosen.filePaths[0] ?? null;
    },
    recordWorker: join(built, 'record-worker.cjs'),
    formatWorker: join(built, 'format-worker.cjs'),
    nativeBinding: process.env['HYGIE_SQLITE_BINDING'] || null,
    openCardConnection: async (request) => {
      await moduleKnown;
      if (request.holder.pinPad) publish(window, 'avis', { texte: SECOND_TYPING });
      return openCardConnection(request, now);
    },
    chooseFile: () => chooseFile(window),
    chooseFolder: () => chooseFolder(window),
    openBrowser: (address) => openBrowser(address, installation.test),
    openReadingWindow: (target) => reading.open(target),
    versions: { hygie: app.getVersion(), electron: process.versions.electron },
    log: (line) => process.stderr.write(`hygie ${line}\n`),
    validateOutputs: process.env['HYGIE_TEST'] === '1',
    publish: (topic, message) => {
      publish(window, topic, message);
      const open = host.isUnlocked();
      if (topic === 'session.changee' && !open) reading.closeAll();
      reading.publish(topic, message);
      // What the page held of patients goes with the page.
      if (topic === 'session.changee' && unlocked && !open && !window.isDestroyed()) {
        process.stderr.write(`hygie locked, card ${card.view().etat}\n`);
        window.webContents.reload();
      }
      unlocked = open;
    },
  });
  touched = watchIdle(
    window,
    () => host.idleMinutes(),
    (reason) => void host.lock(reason),
  );
  return host;
}
