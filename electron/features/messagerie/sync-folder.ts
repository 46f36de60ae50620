import { createHash } from 'node:crypto';
import type { MailSession } from '../../network/imap.ts';
import {
  allUids,
  entries,
  fetchMessages,
  rangeOf,
  stateOf,
  type FolderState,
  type RemoteEntry,
} from '../../network/imap-messages.ts';
import type { Command, Query } from '../../record/index.ts';
import { noteFolder, renumberFolder } from './folders.commands.ts';
import { followServer, keepMails, type KeptMail, type MailToKeep } from './keep.commands.ts';
import { knownUids, lostMails, renumberedMails, type FolderToSync, type LostMail } from './sync.repository.ts';

/** The open record, as whoever is logged in reaches it. */
export interface RecordPort {
  execute<I, O>(command: Command<I, O>, input: I): Promise<O>;
  query<I, O>(query: Query<I, O>, input: I): Promise<O>;
}

export interface SyncPorts extends RecordPort {
  /** Of the mailbox that is synchronised, in lower case. */
  readonly adresse: string;
  /** Messages are on disk: to be read, and to be given to reception. */
  kept(messages: readonly KeptMail[]): void;
  /** First synchronisation: how many of how many. */
  progress(received: number, total: number): void;
  signal: AbortSignal;
}

/** What a folder has that is not here, and what is here that it has no more. */
interface Difference {
  readonly folder: FolderToSync;
  readonly state: FolderState;
  readonly fresh: readonly number[];
  readonly goneKeys: readonly number[];
  readonly renumbered: boolean;
}

/** One batch is one transaction: enough to share the disk's waits, few enough to be shown soon. */
const BATCH_MESSAGES = 50;
const BATCH_BYTES = 8 * 1024 * 1024;
/** Entries asked at once of a large folder. */
const ENTRIES = 2000;

async function difference(session: MailSession, folder: FolderToSync, ports: SyncPorts): Promise<Difference | null> {
  const state = await stateOf(session, folder.chemin);
  const renumbered = folder.uidValidity !== state.uidValidity;
  if (renumbered) await ports.execute(renumberFolder, { dossierId: folder.id, uidValidity: state.uidValidity });
  const unchanged = !renumbered && state.uidNext <= folder.dernierUid + 1 && state.exists === folder.connus;
  if (unchanged && state.modseq !== null && state.modseq === folder.modseq) return null;
  const known = renumbered ? [] : await ports.query(knownUids, { dossierId: folder.id });
  if (unchanged) return { folder, state, fresh: [], goneKeys: [], renumbered };
  const there = await allUids(session, folder.chemin);
  const present = new Set(there);
  const here = new Set(known.map(({ uid }) => uid));
  return {
    folder,
    state,
    fresh: there.filter((uid) => !here.has(uid)).reverse(),
    goneKeys: known.filter(({ uid }) => !present.has(uid)).map(({ key }) => key),
    renumbered,
  };
}

/** What the record keeps of an entry: never its bytes. */
const marksOf = ({ uid, lu, repondu, transfere, accuse }: RemoteEntry) => ({ uid, lu, repondu, transfere, accuse });

/** Marks that changed on the server; every mark when it keeps no mod-sequence. */
async function followMarks(
  session: MailSession,
  { folder, state, renumbered }: Difference,
  ports: SyncPorts,
): Promise<number> {
  if (folder.connus === 0 || renumbered || folder.dernierUid === 0) return 0;
  const since = folder.modseq !== null && state.modseq !== null ? { changedSince: folder.modseq } : {};
  if (folder.modseq !== null && folder.modseq === state.modseq) return 0;
  const marques = await entries(session, folder.chemin, `1:${folder.dernierUid}`, since);
  if (marques.length === 0) return 0;
  const { changes } = await ports.execute(followServer, {
    dossierId: folder.id,
    marques: marques.map(marksOf),
    places: [],
    partis: [],
  });
  return changes;
}

/** Known messages that may be the same as some that seem new. */
class LostAndFound {
  readonly #byId = new Map<string, LostMail[]>();
  readonly #bySha = new Map<string, LostMail>();
  readonly #found = new Set<number>();

  add(mails: readonly LostMail[]): void {
    for (const mail of mails) {
      if (mail.messageId !== null) this.#byId.set(mail.messageId, [...(this.#byId.get(mail.messageId) ?? []), mail]);
      if (mail.sha256 !== null) this.#bySha.set(mail.sha256, mail);
    }
  }

  get isEmpty(): boolean {
    return this.#byId.size === 0 && this.#bySha.size === 0;
  }

  /** By Message-ID and size, when exactly one has both; otherwise only its bytes say which it is. */
  byEntry(entry: RemoteEntry): number | null {
    const same = (entry.messageId === null ? [] : (this.#byId.get(entry.messageId) ?? [])).filter(
      ({ taille, key }) => taille === entry.size && !this.#found.has(key),
    );
    const [only, ...others] = same;
    if (only === undefined || others.length > 0) return null;
    this.#found.add(only.key);
    return only.key;
  }

  byBytes(bytes: Uint8Array): number | null {
    const mail = this.#bySha.get(createHash('sha256').update(bytes).digest('hex'));
    if (mail === undefined || this.#found.has(mail.key)) return null;
    this.#found.add(mail.key);
    return mail.key;
  }
}

function batchesOf(found: readonly RemoteEntry[]): RemoteEntry[][] {
  const batches: RemoteEntry[][] = [];
  let size = 0;
  for (const entry of found) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= BATCH_MESSAGES || size + entry.size > BATCH_BYTES) {
      batches.push([entry]);
      size = entry.size;
    } else {
      last.push(entry);
      size += entry.size;
    }
  }
  return batches;
}

/** Brings what is new in a folder: known messages find their place again, the others come whole, latest first. */
async function bringFresh(
  session: MailSession,
  { folder, state, fresh, renumbered }: Difference,
  identify: boolean,
  done: { received: number; total: number },
  ports: SyncPorts,
): Promise<number> {
  let changes = 0;
  let writing: Promise<unknown> = Promise.resolve();
  for (let start = 0; start < fresh.length; start += ENTRIES) {
    ports.signal.throwIfAborted();
    const lost = new LostAndFound();
    const found = await entries(session, folder.chemin, rangeOf(fresh.slice(start, start + ENTRIES)), { identify });
    if (identify) {
      const messageIds = found.flatMap(({ messageId }) => messageId ?? []);
      lost.add(await ports.query(lostMails, { adresse: ports.adresse, messageIds }));
      if (renumbered) lost.add(await ports.query(renumberedMails, { dossierId: folder.id }));
    }
    const places: { key: number; uid: number }[] = [];
    // A message found again comes with the marks it was given meanwhile.
    const marques: RemoteEntry[] = [];
    const wanted: RemoteEntry[] = [];
    for (const entry of found.sort((a, b) => b.uid - a.uid)) {
      const key = lost.isEmpty ? null : lost.byEntry(entry);
      if (key === null) wanted.push(entry);
      else {
        places.push({ key, uid: entry.uid });
        marques.push(entry);
      }
    }
    for (const batch of batchesOf(wanted)) {
      ports.signal.throwIfAborted();
      const fetched = await fetchMessages(session, folder.chemin, batch);
      const keep: MailToKeep[] = [];
      for (const message of fetched.sort((a, b) => b.uid - a.uid)) {
        const key = lost.isEmpty ? null : lost.byBytes(message.bytes);
        if (key !== null) {
          places.push({ key, uid: message.uid });
          marques.push(message);
        } else keep.push({ ...message, recuLe: message.receivedAt.toISOString() });
      }
      // The next batch is fetched while this one is written; two are never written out of order.
      await writing;
      writing = ports
        .execute(keepMails, { dossierId: folder.id, uidValidity: state.uidValidity, messages: keep })
        .then(({ gardes }) => {
          changes += gardes.length;
          ports.kept(gardes);
          done.received += batch.length;
          ports.progress(done.received, done.total);
        });
      // Its failure is told at the next wait.
      writing.catch(() => undefined);
    }
    await writing;
    if (places.length > 0) {
      const followed = await ports.execute(followServer, {
        dossierId: folder.id,
        marques: marques.map(marksOf),
        places,
        partis: [],
      });
      changes += followed.changes;
    }
  }
  return changes;
}

/**
 * Synchronises folders: what is new comes, latest first; what another client moved is followed by Message-ID, size and bytes; what left goes. A cut anywhere loses
 * nothing: each batch is whole on disk, and the next synchronisation takes what is missing. Answers how much changed here.
 */
export async function syncFolders(
  session: MailSession,
  folders: readonly FolderToSync[],
  ports: SyncPorts,
): Promise<{ changes: number; gone: number }> {
  const differences: Difference[] = [];
  for (const folder of folders) {
    ports.signal.throwIfAborted();
    const found = await difference(session, folder, ports);
    if (found !== null) differences.push(found);
  }
  const gone = differences.reduce((total, { goneKeys }) => total + goneKeys.length, 0);
  // Places are freed before they are looked for, so that what was moved is found again wherever it went.
  for (const { folder, goneKeys } of differences)
    if (goneKeys.length > 0)
      await ports.execute(followServer, { dossierId: folder.id, marques: [], places: [], partis: goneKeys });
  const done = { received: 0, total: differences.reduce((total, { fresh }) => total + fresh.length, 0) };
  let changes = gone;
  for (const each of differences) {
    const { folder, state } = each;
    // The very first time nothing is known that could be found again.
    const first = folder.uidValidity === null;
    changes += await bringFresh(session, each, !first, done, ports);
    changes += await followMarks(session, each, ports);
    await ports.execute(noteFolder, {
      dossierId: folder.id,
      uidValidity: state.uidValidity,
      dernierUid: Math.max(state.uidNext - 1, 0),
      modseq: state.modseq,
    });
  }
  return { changes, gone };
}
