import { ipcMain, type BrowserWindow, type WebFrameMain } from 'electron';
import type { Answer, Topic, TopicMessage } from '../../shared/contract/index.ts';
import { APP_ORIGIN } from './app-scheme.ts';
import { CALL_CHANNEL, TOPIC_CHANNEL } from './channels.ts';

/** Only the top frame of our own page may call: a frame that shows outside HTML has the same process, not the same rights. */
function isOurFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`);
}

/**
 * Answers the windows' calls through the dispatcher. Only `main` may call everything; another window of ours, the methods of `elsewhere`.
 */
export function serveBridge(
  main: BrowserWindow,
  elsewhere: ReadonlySet<string>,
  dispatch: (method: unknown, input: unknown) => Promise<Answer<unknown>>,
): void {
  const mainId = main.webContents.id;
  ipcMain.handle(CALL_CHANNEL, (event, method: unknown, input: unknown) => {
    if (!isOurFrame(event.senderFrame)) throw new Error('refused');
    if (event.sender.id !== mainId && !(typeof method === 'string' && elsewhere.has(method)))
      throw new Error('refused');
    return dispatch(method, input);
  });
}

/** Pushes a topic to the window; topics carry no medical data. */
export function publish(window: BrowserWindow, topic: Topic, message: TopicMessage): void {
  if (!window.isDestroyed()) window.webContents.send(TOPIC_CHANNEL, topic, message);
}
