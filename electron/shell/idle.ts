import { powerMonitor, type BrowserWindow } from 'electron';

/**
 * Tells when nobody has touched the window for a while, and when the computer sleeps or its session locks.
 * Only input in our own windows counts: a doctor who works in another program has left this one. Returns what to call when another of our windows is touched.
 */
export function watchIdle(
  window: BrowserWindow,
  idleMinutes: () => number,
  tell: (reason: 'inactivite' | 'veille') => void,
): () => void {
  let last = Date.now();
  const touch = () => {
    last = Date.now();
  };
  window.webContents.on('input-event', touch);
  setInterval(() => {
    if (Date.now() - last >= idleMinutes() * 60_000) {
      touch();
      tell('inactivite');
    }
  }, 5_000);
  const sleep = () => tell('veille');
  powerMonitor.on('suspend', sleep);
  powerMonitor.on('lock-screen', sleep);
  return touch;
}
