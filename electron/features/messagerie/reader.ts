import type { WhiteList } from '../../formats/mime/index.ts';
import { indexMails, type MailRead } from './index-mail.commands.ts';
import { isTrusted } from './keep.commands.ts';
import type { MailAnswer, MailOrder } from './mail.task.ts';
import { mailsToRead } from './sync.repository.ts';
import type { RecordPort } from './sync-folder.ts';

export interface ReaderPorts extends RecordPort {
  /** The format worker: hostile bytes are read there and nowhere else. Rejects when it died or took too long. */
  read(order: MailOrder): Promise<MailAnswer>;
  whiteList(): Promise<WhiteList | null>;
  /** Domains of this mailbox and of its servers: whoever may say what became of a message. */
  operators(): Promise<readonly string[]>;
  report(what: string, error: unknown): void;
}

/** Read at once: enough to share a transaction, few enough that one that hangs delays little. */
const BATCH = 25;

async function indexOf(ports: ReaderPorts, messages: readonly Uint8Array[]) {
  const answer = await ports.read({ kind: 'index', messages });
  if (answer.kind !== 'index') throw new Error('the worker answered another question');
  return answer.messages;
}

/**
 * Reads the headers and the text of messages that are kept and not read yet, latest first, until none is left: after a synchronisation, a crash or a lock. One that brings
 * the worker down takes nobody along: it is tried again alone, twice, then said to be unreadable. Answers how many were read.
 */
export async function readKeptMails(ports: ReaderPorts, changed: () => void, stopped: () => boolean): Promise<number> {
  let count = 0;
  while (!stopped()) {
    const page = await ports.query(mailsToRead, { limite: BATCH });
    if (page.length === 0) return count;
    const list = await ports.whiteList();
    const bytes = page.map((each) => each.bytes ?? new Uint8Array());
    const readings = await indexOf(ports, bytes).catch(async (error: unknown) => {
      ports.report('lecture du courrier', error);
      const alone: MailRead['lecture'][] = [];
      for (const one of bytes)
        alone.push(
          await indexOf(ports, [one]).then(
            ([reading]) => reading ?? null,
            () => null,
          ),
        );
      return alone;
    });
    const messages = page.map(({ key }, index): MailRead => {
      const lecture = readings[index] ?? null;
      const sender = { deAdresse: lecture?.from?.address ?? '', doutes: lecture?.senderDoubts ?? [] };
      return { key, lecture, horsEspace: lecture !== null && !isTrusted(sender, list) };
    });
    await ports.execute(indexMails, { messages, operateurs: await ports.operators() });
    count += messages.length;
    changed();
  }
  return count;
}
