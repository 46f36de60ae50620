import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session } from 'electron';
import { declareAppScheme, serveAppScheme } from './shell/app-scheme.ts';
import { serveBridge } from './shell/bridge.ts';
import { forbidSharedConnections } from './shell/card-exchange.ts';
import { failStart } from './shell/failure.ts';
import { installMenu } from './shell/menu.ts';
import { READING_METHODS } from './shell/reading-windows.ts';
import { createWindow, guardContents, refusePermissions } from './shell/window.ts';

/**
 * The window first, then what is behind it (shell/house.ts), which loads while the page does: its first call waits for it.
 * Everything that decides is in host/ and features/; everything of Electron is in shell/.
 */
async function start(): Promise<void> {
  const built = join(app.getAppPath(), 'dist');
  serveAppScheme(session.defaultSession, join(built, 'renderer'));
  refusePermissions(session.defaultSession);
  guardContents();
  const window = createWindow({
    session: session.defaultSession,
    preload: join(built, 'preload.cjs'),
    title: 'Hygie',
  });
  const house = import('./shell/house.ts').then(({ openHouse }) =>
    openHouse({ window, session: session.defaultSession, dataDirectory: app.getPath('userData'), built }),
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
