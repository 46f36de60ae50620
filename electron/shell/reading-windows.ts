import { BrowserWindow, type Session } from 'electron';
import type { MethodName, Topic, TopicMessage } from '../../shared/contract/index.ts';
import { APP_ORIGIN } from './app-scheme.ts';
import { publish } from './bridge.ts';

export interface ReadingWindowsOptions {
  readonly main: BrowserWindow;
  readonly session: Session;
  readonly preload: string;
  /** Somebody is at work in one of them. */
  readonly touched: () => void;
}

/** One document of one patient, by their ids: nothing else goes to the new window, which asks for the rest itself. */
export interface ReadingTarget {
  readonly patientId: string;
  readonly documentId: string;
}

export interface ReadingWindows {
  /** [50] Opens a document in a window of its own, or brings its window forward. */
  open(target: ReadingTarget): void;
  publish(topic: Topic, message: TopicMessage): void;
  /** At once and without asking the pages: nothing of a patient stays on the screen, and nothing is typed there. */
  closeAll(): void;
}

/** What these windows may ask of the house: to read. */
export const READING_METHODS: ReadonlySet<string> = new Set<MethodName>([
  'session.etat',
  'patients.lire',
  'documents.lister',
  'documents.lire',
  'documents.contenu',
  'documents.source',
]);

/** More than these would be lost behind one another. */
const MOST_WINDOWS = 6;

/** Windows that show one document each beside the doctor's own. They live no longer than the session, and no longer than the main window. */
export function createReadingWindows({ main, session, preload, touched }: ReadingWindowsOptions): ReadingWindows {
  const open = new Map<string, BrowserWindow>();
  const closeAll = () => {
    for (const window of open.values()) if (!window.isDestroyed()) window.destroy();
    open.clear();
  };
  main.once('closed', closeAll);

  return {
    open: ({ patientId, documentId }) => {
      const known = open.get(documentId);
      if (known !== undefined && !known.isDestroyed()) {
        known.show();
        known.focus();
        return;
      }
      const oldest = open.keys().next().value;
      if (open.size >= MOST_WINDOWS && oldest !== undefined) open.get(oldest)?.destroy();
      const window = new BrowserWindow({
        width: 900,
        height: 1000,
        minWidth: 480,
        minHeight: 400,
        show: false,
        // No patient's name: it shows in the task bar.
        title: 'Hygie — document',
        backgroundColor: '#f6f8f9',
        webPreferences: {
          session,
          preload,
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          spellcheck: false,
          v8CacheOptions: 'bypassHeatCheck',
        },
      });
      open.set(documentId, window);
      window.setMenuBarVisibility(false);
      window.once('ready-to-show', () => window.show());
      window.on('page-title-updated', (event) => event.preventDefault());
      window.webContents.on('input-event', touched);
      window.on('closed', () => {
        if (open.get(documentId) === window) open.delete(documentId);
      });
      void window.loadURL(`${APP_ORIGIN}/index.html#document/${patientId}/${documentId}`);
    },
    publish: (topic, message) => {
      for (const window of open.values()) publish(window, topic, message);
    },
    closeAll,
  };
}
