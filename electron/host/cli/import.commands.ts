import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseWhiteList } from '../../formats/mime/index.ts';
import type { FileOutcome, Incoming, Reception } from '../../features/reception/index.ts';
import { createFormatPool } from '../format-pool.ts';
import { openReception } from '../reception.ts';
import type { CommandLine } from './arguments.ts';
import { filesOf } from './import-files.ts';
import { importLine } from './import-line.ts';
import { withBase, type Programs } from './open-base.ts';
import { sentenceOf, type Talk } from './terminal.ts';
import { RefusedError } from './usage.ts';

const BATCH_FILES = 100;
const BATCH_BYTES = 24 * 1024 * 1024;
/** Batches on their way at the same time: one is read while the one before is written. */
const AHEAD = 2;

function whiteListOf(path: string | undefined): string | null {
  if (path === undefined) return null;
  const bytes = readFileSync(path);
  try {
    parseWhiteList(bytes);
  } catch (error) {
    throw new RefusedError(`Liste blanche refusée : ${error instanceof Error ? error.message : 'illisible'}.`);
  }
  return bytes.toString('utf8');
}

/** Groups of files, in order: neither too many nor too heavy to be held at once. */
function* batchesOf(files: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const file of files) {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (batch.length > 0 && (batch.length === BATCH_FILES || bytes + size > BATCH_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(file);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

interface Given {
  readonly file: string;
  /** What the disk said of a file that could not be read; it was not touched. */
  readonly failure: string | null;
  readonly outcome: FileOutcome | null;
}

async function takeBatch(reception: Reception, files: readonly string[]): Promise<Given[]> {
  const failures = new Map<string, string>();
  const incoming = files.flatMap((file): Incoming[] => {
    try {
      return [{ nom: basename(file), bytes: readFileSync(file), voie: 'dossier' }];
    } catch (error) {
      failures.set(file, sentenceOf(error));
      return [];
    }
  });
  const outcomes = await reception.take(incoming);
  let taken = 0;
  return files.map((file) => {
    const failure = failures.get(file) ?? null;
    return { file, failure, outcome: failure === null ? (outcomes[taken++] ?? null) : null };
  });
}

/** `import`: one line a file, in the order given. Returns false when one could not be read from the disk. Nothing given is ever deleted. */
export async function importFiles(line: CommandLine, programs: Programs, talk: Talk): Promise<boolean> {
  const whiteList = whiteListOf(line.values['white-list']);
  const files = filesOf(line.words.slice(1));
  return withBase(line, programs, async (store, actor) => {
    const formats = createFormatPool(programs.formatWorker);
    const reception = openReception({
      store,
      actor,
      now: () => new Date(),
      publish: () => undefined,
      read: (order) => formats.run('lire-fichier', order),
      report: () => undefined,
      ...(whiteList === null ? {} : { whiteList }),
      ...(process.env['HYGIE_TEST'] === '1' ? { test: true } : {}),
    });
    try {
      await reception.resume();
      return await run(reception, files, talk);
    } finally {
      reception.stop();
      await formats.close();
    }
  });
}

async function run(reception: Reception, files: readonly string[], talk: Talk): Promise<boolean> {
  let [all, done] = [true, 0];
  const ahead: Promise<Given[]>[] = [];
  const tell = async (): Promise<void> => {
    for (const { file, failure, outcome } of (await ahead.shift()) ?? []) {
      done += 1;
      talk.progress(done, files.length, 'fichiers');
      if (outcome !== null) await talk.note(importLine(file, outcome));
      else {
        all = false;
        await talk.note({ file, outcome: 'refused', reason: 'ERREUR_DE_LECTURE', detail: failure });
      }
    }
  };
  try {
    for (const batch of batchesOf(files)) {
      talk.interrupted.throwIfAborted();
      const taking = takeBatch(reception, batch);
      // Its failure is told when its turn comes.
      taking.catch(() => null);
      ahead.push(taking);
      if (ahead.length > AHEAD) await tell();
    }
  } finally {
    // Interrupted too, what was begun is finished and told: what is committed is said.
    while (ahead.length > 0) await tell();
  }
  talk.interrupted.throwIfAborted();
  return all;
}
