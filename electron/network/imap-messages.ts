import type { FetchMessageObject, ImapFlow, SearchObject } from 'imapflow';
import { MailError, type MailSession } from './imap.ts';

/** Marks of a message, as the screens know them. */
export interface RemoteMarks {
  readonly lu: boolean;
  readonly repondu: boolean;
  readonly transfere: boolean;
  readonly accuse: boolean;
  /** Marked by Hygie as assigned, for other stations of the practice. */
  readonly assigne: boolean;
}

export interface RemoteEntry extends RemoteMarks {
  readonly uid: number;
  readonly size: number;
  /** INTERNALDATE. */
  readonly receivedAt: Date;
  /** Without angle brackets; only when it was asked for. */
  readonly messageId: string | null;
}

export interface RemoteMessage extends RemoteEntry {
  readonly bytes: Uint8Array;
}

/** Where a folder stands. */
export interface FolderState {
  readonly uidValidity: string;
  readonly uidNext: number;
  readonly exists: number;
  /** HIGHESTMODSEQ; null when the server keeps none. */
  readonly modseq: string | null;
}

/** Keywords beyond the standard ones (RFC 3503 for $MDNSent). */
export const MARKS = {
  lu: '\\Seen',
  repondu: '\\Answered',
  transfere: '$Forwarded',
  accuse: '$MDNSent',
  assigne: 'LGC_Assigne',
} as const;
export type Mark = keyof typeof MARKS;

function marksOf(flags: ReadonlySet<string> | undefined): RemoteMarks {
  const names = new Set([...(flags ?? [])].map((flag) => flag.toLowerCase()));
  const has = (mark: Mark) => names.has(MARKS[mark].toLowerCase());
  return {
    lu: has('lu'),
    repondu: has('repondu'),
    transfere: has('transfere'),
    accuse: has('accuse'),
    assigne: has('assigne'),
  };
}

function messageIdOf(headers: Buffer | undefined): string | null {
  const found = /^message-id:\s*<?([^<>\s]{1,900})>?/im.exec(headers?.toString('latin1') ?? '');
  return found?.[1] ?? null;
}

function entryOf(message: FetchMessageObject): RemoteEntry {
  const date = new Date(message.internalDate ?? Number.NaN);
  return {
    uid: message.uid,
    size: message.size ?? 0,
    receivedAt: Number.isNaN(date.getTime()) ? new Date(0) : date,
    messageId: messageIdOf(message.headers),
    ...marksOf(message.flags),
  };
}

function selected(client: ImapFlow): FolderState {
  const mailbox = client.mailbox;
  if (mailbox === false) throw new MailError('protocole', 'aucun dossier ouvert');
  return {
    uidValidity: String(mailbox.uidValidity),
    uidNext: mailbox.uidNext,
    exists: mailbox.exists,
    modseq: mailbox.highestModseq === undefined ? null : String(mailbox.highestModseq),
  };
}

/** Where a folder stands now. */
export async function stateOf(session: MailSession, path: string): Promise<FolderState> {
  return await session.inMailbox(path, async (client) => {
    await client.noop();
    return selected(client);
  });
}

/** Every UID of a folder, ascending. */
export async function allUids(session: MailSession, path: string): Promise<number[]> {
  return await session.inMailbox(path, async (client) => {
    if (selected(client).exists === 0) return [];
    const found = await client.search({ all: true } satisfies SearchObject, { uid: true });
    if (!Array.isArray(found)) throw new MailError('protocole', 'recherche refusée');
    return found;
  });
}

/**
 * Marks, size and arrival of messages; with `changedSince`, of those only that changed after that mod-sequence. `identify` also asks for their Message-ID.
 * @param range UIDs, as IMAP writes them (« 12:* »)
 */
export async function entries(
  session: MailSession,
  path: string,
  range: string,
  options: { readonly changedSince?: string; readonly identify?: boolean } = {},
): Promise<RemoteEntry[]> {
  return await session.inMailbox(path, async (client) => {
    if (selected(client).exists === 0) return [];
    const found: RemoteEntry[] = [];
    const query = {
      uid: true,
      flags: true,
      size: true,
      internalDate: true,
      ...(options.identify === true ? { headers: ['message-id'] } : {}),
    };
    const since = options.changedSince === undefined ? {} : { changedSince: BigInt(options.changedSince) };
    for await (const message of client.fetch(range, query, { uid: true, ...since })) found.push(entryOf(message));
    return found;
  });
}

/** Beyond this a message is not fetched whole: its headers and its beginning are, and it is said to be too large. */
export const LARGEST_MESSAGE = 45 * 1024 * 1024;
const BEGINNING = 1024 * 1024;

/** Whole messages by UID, in the server's order. One that left meanwhile is simply missing. */
export async function fetchMessages(
  session: MailSession,
  path: string,
  entries: readonly Pick<RemoteEntry, 'uid' | 'size'>[],
): Promise<RemoteMessage[]> {
  if (entries.length === 0) return [];
  return await session.inMailbox(path, async (client) => {
    const found: RemoteMessage[] = [];
    const about = { uid: true, flags: true, size: true, internalDate: true };
    const take = async (some: readonly number[], source: true | { maxLength: number }): Promise<void> => {
      if (some.length === 0) return;
      for await (const message of client.fetch(rangeOf(some), { ...about, source }, { uid: true }))
        if (message.source !== undefined) found.push({ ...entryOf(message), bytes: message.source });
    };
    await take(
      entries.filter(({ size }) => size <= LARGEST_MESSAGE).map(({ uid }) => uid),
      true,
    );
    await take(
      entries.filter(({ size }) => size > LARGEST_MESSAGE).map(({ uid }) => uid),
      { maxLength: BEGINNING },
    );
    return found;
  });
}

/** « 3:7,9 »: UIDs as IMAP writes a set. */
export function rangeOf(uids: readonly number[]): string {
  const sorted = [...new Set(uids)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    parts.push(start === end ? String(sorted[start]) : `${sorted[start]}:${sorted[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}

/** Sets or clears marks. A mark that the server cannot keep is left out. */
export async function setMarks(
  session: MailSession,
  path: string,
  uids: readonly number[],
  marks: Readonly<Partial<Record<Mark, boolean>>>,
): Promise<void> {
  await session.inMailbox(path, async (client) => {
    const mailbox = client.mailbox;
    const kept = mailbox === false ? undefined : mailbox.permanentFlags;
    const can = (flag: string) => kept === undefined || kept.has('\\*') || kept.has(flag);
    const flags = (wanted: boolean) =>
      (Object.entries(marks) as [Mark, boolean][])
        .filter(([mark, value]) => value === wanted && can(MARKS[mark]))
        .map(([mark]) => MARKS[mark]);
    const [add, remove] = [flags(true), flags(false)];
    if (add.length > 0) await client.messageFlagsAdd(rangeOf(uids), add, { uid: true });
    if (remove.length > 0) await client.messageFlagsRemove(rangeOf(uids), remove, { uid: true });
  });
}

/** Moves messages; answers the new UID of each, when the server says it (UIDPLUS). Messages that left meanwhile are none of our business. */
export async function moveMessages(
  session: MailSession,
  from: string,
  uids: readonly number[],
  to: string,
): Promise<ReadonlyMap<number, number>> {
  return await session.inMailbox(from, async (client) => {
    const moved = await client.messageMove(rangeOf(uids), to, { uid: true });
    return moved === false ? new Map<number, number>() : (moved.uidMap ?? new Map<number, number>());
  });
}

/** Erases messages on the server, for good. */
export async function eraseMessages(session: MailSession, path: string, uids: readonly number[]): Promise<void> {
  await session.inMailbox(path, (client) => client.messageDelete(rangeOf(uids), { uid: true }));
}

/** Adds a message; answers its UID when the server says it. */
export async function appendMessage(
  session: MailSession,
  path: string,
  bytes: Uint8Array,
  flags: readonly string[],
): Promise<number | null> {
  const answer = await session.run((client) => client.append(path, Buffer.from(bytes), [...flags]));
  if (answer === false) throw new MailError('protocole', 'copie refusée');
  return answer.uid ?? null;
}
