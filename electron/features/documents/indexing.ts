import type { Command, Query } from '../../record/index.ts';
import { keepTexts, type TextRead } from './texts.commands.ts';
import { textsToRead, textSource } from './texts.repository.ts';
import type { DocumentText, TextOrder } from './text.task.ts';

export interface IndexingPorts {
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
  query<I, O>(query: Query<I, O>, input: I): Promise<O>;
  /** The format worker. Rejects when the document cannot be read, or when its reader died or took too long. */
  read(order: TextOrder): Promise<DocumentText>;
  /** Records whose search knows more than before. */
  changed(patients: readonly string[]): void;
  report(what: string, error: unknown): void;
  /** Milliseconds between two slices; absent: as much as lets everything else go first. */
  readonly pause?: (spent: number) => number;
}

export interface Indexing {
  /** Something was filed: it is read soon. */
  wake(): void;
  /** Resolves when nothing is left to read; for tests and for who waits for it. */
  idle(): Promise<void>;
  /** Ends after the document under way; what was not read stays to be read. */
  stop(): void;
}

/** Documents of one slice: one short transaction, on a machine where a doctor types. */
const SLICE = 8;
/** Of all the time there is, a quarter. */
const PATIENCE = (spent: number) => Math.max(120, 3 * spent);
const KEPT_TEXTS = 16;

/** Puts the text of filed documents in the search, behind everything else: latest first, slice by slice, again after any stop. */
export function createIndexing(ports: IndexingPorts): Indexing {
  let stopped = false;
  let asked = false;
  let running: Promise<void> | null = null;
  let cut: (() => void) | null = null;
  /** Documents that share their bytes are read once. */
  const known = new Map<string, DocumentText>();

  async function textOf(key: number, contenu: string): Promise<DocumentText | null> {
    const shared = known.get(contenu);
    if (shared !== undefined) return shared;
    const text = await ports.query(textSource, { key }).then(
      (order) => ports.read(order).catch(() => null),
      (error: unknown) => {
        ports.report('texte d’un document', error);
        return null;
      },
    );
    if (text === null) return null;
    known.set(contenu, text);
    const [oldest] = known.keys();
    if (known.size > KEPT_TEXTS && oldest !== undefined) known.delete(oldest);
    return text;
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      cut = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!stopped) {
      asked = false;
      const begin = performance.now();
      const page = await ports.query(textsToRead, { limite: SLICE });
      if (page.length === 0) {
        if (asked) continue;
        return;
      }
      const textes: TextRead[] = [];
      for (const { key, contenu } of page) {
        if (stopped) return;
        textes.push({ key, texte: await textOf(key, contenu) });
      }
      if (stopped) return;
      await ports.execute(keepTexts, { textes });
      ports.changed([...new Set(page.map(({ patientId }) => patientId))]);
      await pause((ports.pause ?? PATIENCE)(performance.now() - begin));
    }
  }

  function wake(): void {
    asked = true;
    if (stopped || running !== null) return;
    running = run()
      .catch((error: unknown) => {
        // The base closes under a slice when the session ends: it is read after the next unlock.
        if (!stopped) ports.report('recherche dans les documents', error);
      })
      .finally(() => {
        running = null;
        known.clear();
      });
  }

  return {
    wake,
    idle: async () => {
      wake();
      while (running !== null) await running;
    },
    stop: () => {
      stopped = true;
      cut?.();
    },
  };
}
