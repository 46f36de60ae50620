import { createHash, randomUUID } from 'node:crypto';
import type { IssueReception, RaisonReception, Voie } from '../../../shared/domain/reception.ts';
import type { Command, Query } from '../../record/index.ts';
import { readAgain } from './decisions.commands.ts';
import { sortFiles, type FileRead, type Sorted } from './file.commands.ts';
import { keepFiles, type FileToKeep, type Kept } from './keep.commands.ts';
import { bytesToRead, filesToRead, readOutcomes, type FileOutcome } from './outcome.repository.ts';
import type { ReadOrder, SharedWhiteList } from './read.task.ts';
import type { FileToSort } from './sort.ts';

/** A file as a road brings it. */
export interface Incoming {
  readonly nom: string;
  readonly bytes: Uint8Array;
  readonly voie: Voie;
  readonly sourceId?: string | null;
  /** Owner of a personal mailbox; absent for what is the practice's. */
  readonly proprietaire?: string | null;
  readonly messageId?: string | null;
  readonly expediteur?: string | null;
  /** Charset that the source is set to. */
  readonly charset?: string | null;
  readonly recuLe?: string;
}

export interface Taken extends Kept {
  readonly issue: IssueReception;
  readonly raison: RaisonReception | null;
}

export interface ReceptionPorts {
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
  query<I, O>(query: Query<I, O>, input: I): Promise<O>;
  /** The format worker: hostile bytes are read there and nowhere else. Rejects when it died or took too long. */
  read(order: ReadOrder): Promise<FileToSort>;
  /** Test installation or not, and the text of the last white list. */
  settings(): Promise<{ readonly test: boolean; readonly whiteList: string | null }>;
  now(): Date;
  /** Records in which something was put; an empty list when only the waiting list changed. */
  changed(patients: readonly string[]): void;
  report(what: string, error: unknown): void;
}

export interface Reception {
  /** Keeps files, then reads and sorts them. Resolves once they are sorted; what is kept is on disk long before. Rejects when they could not be kept. */
  intake(files: readonly Incoming[]): Promise<readonly Kept[]>;
  /** The same, and what became of each. */
  take(files: readonly Incoming[]): Promise<readonly FileOutcome[]>;
  /** Reads what was kept and never read: after a crash, a lock, or when a doctor asks. */
  resume(): Promise<number>;
  /** Reads a kept file again. Throws HygieError NOT_FOUND, NOT_ALLOWED. */
  again(arriveeId: string, charset: string | null): Promise<FileOutcome>;
  /** Ends after the file under way; what is kept stays to be read. */
  stop(): void;
}

/** Files read at a time: enough to keep the worker busy, few enough that one that hangs delays little. */
const READING = 8;
const PAGE = 100;

export function sharedWhiteList(xml: string): SharedWhiteList {
  const bytes = new TextEncoder().encode(xml);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return { version: createHash('sha256').update(bytes).digest('hex'), xml: shared };
}

interface ToRead {
  readonly arriveeId: string;
  readonly charset: string | null;
  bytes(): Promise<Uint8Array>;
}

interface OrderSettings extends Pick<ReadOrder, 'whiteList'> {
  readonly test: boolean;
}

/** The one way in, whatever the road: bytes first, then reading, then the record. */
export function createReception(ports: ReceptionPorts): Reception {
  let stopped = false;
  let list: { readonly text: string; readonly shared: SharedWhiteList } | null = null;
  // Files are sorted in the order they came, so that versions of one report come in theirs.
  let last: Promise<unknown> = Promise.resolve();

  async function orderSettings(): Promise<OrderSettings> {
    const { test, whiteList } = await ports.settings();
    if (whiteList === null) return { test, whiteList: null };
    if (list?.text !== whiteList) list = { text: whiteList, shared: sharedWhiteList(whiteList) };
    return { test, whiteList: list.shared };
  }

  /** One that brings the worker down takes those read beside it along: each is tried again alone before it is said to be unreadable. */
  async function readAll(files: readonly ToRead[], settings: OrderSettings): Promise<FileRead[]> {
    const read = new Map<string, FileToSort>();
    const one = async (file: ToRead): Promise<void> => {
      const options = {
        now: ports.now(),
        test: settings.test,
        ...(file.charset === null ? {} : { charsetForced: file.charset }),
      };
      try {
        const bytes = await file.bytes();
        read.set(file.arriveeId, await ports.read({ bytes, options, whiteList: settings.whiteList }));
      } catch (error) {
        ports.report('lecture', error);
      }
    };
    const queue = [...files];
    await Promise.all(
      Array.from({ length: READING }, async () => {
        for (let file = queue.shift(); file !== undefined; file = queue.shift()) await one(file);
      }),
    );
    for (const file of files) if (!read.has(file.arriveeId)) await one(file);
    return files.map(({ arriveeId }) => ({ arriveeId, lecture: read.get(arriveeId) ?? null }));
  }

  async function sort(files: readonly ToRead[]): Promise<Sorted[]> {
    const settings = await orderSettings();
    const reading = readAll(files, settings);
    // Its failure is told below, once its turn has come.
    reading.catch(() => null);
    const before = last;
    const run = (async () => {
      const fichiers = await reading;
      await before.catch(() => null);
      const sorted = await ports.execute(sortFiles, { fichiers, test: settings.test });
      const failed = sorted
        .filter(({ etat }) => etat === 'received')
        .map(({ arriveeId }) => ({ arriveeId, lecture: null }));
      const given =
        failed.length === 0 ? [] : await ports.execute(sortFiles, { fichiers: failed, test: settings.test });
      return [...sorted, ...given];
    })();
    last = run;
    const sorted = await run;
    ports.changed([...new Set(sorted.flatMap(({ patients }) => patients))]);
    return sorted;
  }

  async function intake(files: readonly Incoming[]): Promise<readonly Kept[]> {
    if (files.length === 0) return [];
    const recuLe = ports.now().toISOString();
    const fichiers = files.map((file): FileToKeep => ({
      arriveeId: randomUUID(),
      nom: file.nom,
      bytes: file.bytes,
      voie: file.voie,
      sourceId: file.sourceId ?? null,
      recuLe: file.recuLe ?? recuLe,
      proprietaire: file.proprietaire ?? null,
      messageId: file.messageId ?? null,
      expediteur: file.expediteur ?? null,
      charset: file.charset ?? null,
    }));
    const { gardes } = await ports.execute(keepFiles, { fichiers });
    const known = new Set(gardes.filter(({ doublon }) => doublon).map(({ arriveeId }) => arriveeId));
    const fresh = fichiers
      .filter(({ arriveeId }) => !known.has(arriveeId))
      .map(({ arriveeId, bytes, charset }) => ({ arriveeId, charset, bytes: () => Promise.resolve(bytes) }));
    if (fresh.length > 0) await sort(fresh);
    else ports.changed([]);
    return gardes;
  }

  const kept = (arriveeId: string, charset: string | null): ToRead => ({
    arriveeId,
    charset,
    bytes: async () => (await ports.query(bytesToRead, { arriveeId })).bytes,
  });

  return {
    intake,
    take: async (files) => {
      const gardes = await intake(files);
      return ports.query(readOutcomes, { arrivees: gardes.map(({ arriveeId }) => arriveeId) });
    },
    resume: async () => {
      let [apres, count] = [0, 0];
      while (!stopped) {
        const page = await ports.query(filesToRead, { apres, limite: PAGE });
        if (page.length === 0) break;
        await sort(page.map(({ id, charsetImpose }) => kept(id, charsetImpose)));
        apres = page.at(-1)?.key ?? apres;
        count += page.length;
      }
      return count;
    },
    again: async (arriveeId, charset) => {
      await ports.execute(readAgain, { arriveeId, charset });
      await sort([kept(arriveeId, charset)]);
      const [outcome] = await ports.query(readOutcomes, { arrivees: [arriveeId] });
      if (outcome === undefined) throw new Error('the arrival was read just before');
      return outcome;
    },
    stop: () => {
      stopped = true;
    },
  };
}
