import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { createCardService } from './card/index.ts';
import { createHost, type Host } from './host/host.ts';
import { cardModules, readInstallation } from './host/installation.ts';
import { readFileOrNull } from './host/read-file.ts';
import { declareAppScheme, serveAppScheme } from './shell/app-scheme.ts';
import { publish, serveBridge } from './shell/bridge.ts';
import { forkCardUtility } from './shell/card-fork.ts';
import { openCardConnection } from './shell/card-connection.ts';
import { forbidSharedConnections } from './shell/card-exchange.ts';
import { failStart } from './shell/failure.ts';
import { watchIdle } from './shell/idle.ts';
import { installMenu } from './shell/menu.ts';
import { certificateStoreOf } from './shell/nss-module.ts';
import { createWindow, guardContents, refusePermissions } from './shell/window.ts';

/** The window and what is behind it. Everything that decides is in host/ and features/; everything of Electron is in shell/. */
async function start(): Promise<void> {
  const dataDirectory = app.getPath('userData');
  const built = join(app.getAppPath(), 'dist');
  const installation = readInstallation(dataDirectory);
  const modules = cardModules(installation);
  const { cardRevocationList } = installation;
  const cardModule = modules.find((each) => each.present)?.chemin ?? null;
  const now = () => new Date();
  const card = createCardService({
    fork: () => forkCardUtility(join(built, 'card-process.cjs')),
    modulePath: cardModule,
    trust: {
      authorities: installation.cardRoots,
      revocationList: () => (cardRevocationList === null ? null : readFileOrNull(cardRevocationList)),
    },
    now,
  });
  // Chromium reads its card modules once, before its first secure exchange.
  const certificateStore = certificateStoreOf(app.getPath('home'));
  if (cardModule !== null && installation.nssConsent) {
    await certificateStore
      ?.add(cardModule)
      .catch((error: unknown) => process.stderr.write(`hygie nss: ${String(error)}\n`));
  }
  let window: BrowserWindow | null = null;
  let unlocked = false;
  const host: Host = createHost({
    installation,
    modules,
    certificateStore,
    card,
    now,
    baseDirectory: join(dataDirectory, 'base'),
    backupDirectory: join(dataDirectory, 'sauvegardes'),
    recordWorker: join(built, 'record-worker.cjs'),
    formatWorker: join(built, 'format-worker.cjs'),
    nativeBinding: process.env['HYGIE_SQLITE_BINDING'] || null,
    openCardConnection: (request) => openCardConnection(request, now),
    versions: { hygie: app.getVersion(), electron: process.versions.electron },
    log: (line) => process.stderr.write(`hygie ${line}\n`),
    validateOutputs: process.env['HYGIE_TEST'] === '1',
    publish: (topic, message) => {
      if (window === null) return;
      publish(window, topic, message);
      const open = host.isUnlocked();
      // What the page held of patients goes with the page.
      if (topic === 'session.changee' && unlocked && !open) window.webContents.reload();
      unlocked = open;
    },
  });
  serveAppScheme(session.defaultSession, join(built, 'renderer'));
  refusePermissions(session.defaultSession);
  guardContents();
  serveBridge((method, input) => host.dispatch(method, input));
  window = createWindow({
    session: session.defaultSession,
    preload: join(built, 'preload.cjs'),
    title: installation.test ? 'Hygie — installation de test' : 'Hygie',
  });
  installMenu(window);
  watchIdle(
    window,
    () => host.idleMinutes(),
    (reason) => void host.lock(reason),
  );
  app.on('second-instance', () => {
    window?.show();
    window?.focus();
  });
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = true;
    void host.close().finally(() => app.quit());
  });
}

declareAppScheme();
forbidSharedConnections();
app.enableSandbox();
mkdirSync(app.getPath('userData'), { recursive: true, mode: 0o700 });
app.on('window-all-closed', () => app.quit());
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(failStart);
else app.quit();
