import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session } from 'electron';
import { declareAppScheme, serveAppScheme } from './shell/app-scheme.ts';
import { serveBridge } from './shell/bridge.ts';
import type { CardChannel } from './card/index.ts';
import { forbidSharedConnections } from './shell/card-exchange.ts';
import { forkCardUtility } from './shell/card-fork.ts';
import { failStart } from './shell/failure.ts';
import { installMenu } from './shell/menu.ts';
import { READING_METHODS } from './shell/reading-windows.ts';
import { createWindow, guardContents, refusePermissions } from './shell/window.ts';

const PAGE_PATIENCE = 2_000;
const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/**
 * The window first, then what is behind it (shell/house.ts), which loads while the page runs its scripts: its first call waits for it.
 * Everything that decides is in host/ and features/; everything of Electron is in shell/.
 */
async function start(): Promise<void> {
  const built = join(app.getAppPath(), 'dist');
  const pageServed = serveAppScheme(session.defaultSession, join(built, 'renderer'));
  refusePermissions(session.defaultSession);
  guardContents();
  const window = createWindow({
    session: session.defaultSession,
    preload: join(built, 'preload.cjs'),
    title: 'Hygie',
  });
  // A process takes as long to start as the page: it waits for its first question, which comes with the house.
  let first: CardChannel | null = forkCardUtility(built);
  first.onExit(() => (first = null));
  const forkCard = () => {
    const channel = first ?? forkCardUtility(built);
    first = null;
    return channel;
  };
  // A page that does not come must not keep the house closed: it would have nothing to say it with.
  const house = Promise.race([pageServed, after(PAGE_PATIENCE)])
    .then(() => import('./shell/house.ts'))
    .then(({ openHouse }) =>
      openHouse({ window, session: session.defaultSession, dataDirectory: app.getPath('userData'), built, forkCard }),
    );
  serveBridge(window, READING_METHODS, async (method, input) => (await house).dispatch(method, input));
  app.on('second-instance', () => {
    window.show();
    window.focus();
  });
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    event.preventDefault();
    closing = true;
    // A house that could not be opened has nothing to close.
    void house.then((host) => host.close()).finally(() => app.quit());
  });
  installMenu(window);
  await house;
}

declareAppScheme();
forbidSharedConnections();
app.enableSandbox();
mkdirSync(app.getPath('userData'), { recursive: true, mode: 0o700 });
app.on('window-all-closed', () => app.quit());
if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(failStart);
else app.quit();
