import { MailSession } from './imap.ts';
import type { MailAccess } from './mail-server.ts';

/** Servers end an IDLE after 30 minutes (RFC 2177): ours ends before. */
export const LONGEST_IDLE = 28 * 60_000;

export interface Watch {
  /** True when the server speaks by itself (IDLE), false when it has to be asked. */
  readonly live: boolean;
  /** Resolves when the connection has ended, whatever the reason. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * A second connection that listens to one folder: `changed` is called as soon as a message arrives, leaves or is marked. Throws MailError when it cannot be
 * opened.
 */
export async function watchFolder(
  access: MailAccess,
  path: string,
  changed: () => void,
  signal?: AbortSignal,
): Promise<Watch> {
  const session = await MailSession.open(access, signal, { longestIdle: LONGEST_IDLE });
  let stopped = false;
  const { live, ended } = await session.run(async (client) => {
    await client.mailboxOpen(path);
    for (const event of ['exists', 'expunge', 'flags'] as const) client.on(event, changed);
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
    const live = client.capabilities.has('IDLE');
    const listen = async () => {
      while (!stopped && client.usable) {
        const went = await client.idle();
        // Refused: asking in a loop would be worse than the poll.
        if (went === false) break;
      }
    };
    const listening = live ? listen().catch(() => undefined) : closed;
    return { live, ended: Promise.race([closed, listening]).then(() => undefined) };
  });
  return {
    live,
    ended,
    stop: async () => {
      stopped = true;
      await session.close();
    },
  };
}
