import { BrowserWindow, type Session } from 'electron';
import { NetworkError } from '../network/http.ts';
import { networkErrorOfChromium } from './chromium-errors.ts';

/** Chromium's number for a load that ended without a page (a download, an answer without content). */
const ABORTED = -3;

/** Settles as the promise does, or rejects with NetworkError 'unreachable' when it takes longer. */
export function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NetworkError('unreachable')), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * Loads a page of a server in a window that is never shown: that is how Chromium logs in to the card, and before version 44 how it learns which
 * certificate to show. What the page holds does not matter, and none of it runs.
 * @throws NetworkError
 */
export async function visit(partition: Session, url: string, timeoutMs: number): Promise<void> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: partition, sandbox: true, javascript: false, images: false, nodeIntegration: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  try {
    await within(loaded(window, url), timeoutMs);
  } finally {
    window.destroy();
  }
}

function loaded(window: BrowserWindow, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Told after a failure too, which has settled the promise by then; the only event of an answer without a page (204).
    window.webContents.once('did-stop-loading', () => resolve());
    window.webContents.on('did-fail-load', (_event, code, name) => {
      if (code === ABORTED) resolve();
      else reject(networkErrorOfChromium(new Error(`net::${name}`)));
    });
    window.loadURL(url).catch(() => undefined);
  });
}
