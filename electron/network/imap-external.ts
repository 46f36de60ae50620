import type { ImapFlow } from 'imapflow';

/** What is used of the library beyond its published types; its version is pinned, and a test against a real server holds it. */
interface Internals {
  capabilities: ReadonlyMap<string, unknown>;
  authenticated: string | boolean;
  expectCapabilityUpdate: boolean;
  authenticate(): Promise<boolean>;
  setAuthenticationState(): Promise<void>;
  write(line: string): void;
  exec(
    command: string,
    words: readonly { type: string; value: string }[],
    options: { onPlusTag: () => Promise<void> },
  ): Promise<{ next(): void }>;
}

/**
 * The client certificate of the handshake says who logs in (RFC 4422, EXTERNAL); the mailbox is only named. The library knows no such mechanism: a server
 * that offers it is logged into this way, any other as the library does.
 */
export function loginByCertificate(client: ImapFlow, user: string): void {
  const inner = client as unknown as Internals;
  const usual = inner.authenticate.bind(client);
  inner.authenticate = async () => {
    if (!inner.capabilities.has('AUTH=EXTERNAL')) return usual();
    inner.expectCapabilityUpdate = true;
    try {
      const answer = await inner.exec('AUTHENTICATE', [{ type: 'ATOM', value: 'EXTERNAL' }], {
        onPlusTag: () => Promise.resolve(inner.write(Buffer.from(user, 'utf8').toString('base64'))),
      });
      answer.next();
    } catch (error) {
      // Whatever the server says to a login is about who we are; a connection that is gone says so by itself.
      const { code } = error as { code?: unknown };
      throw code === undefined ? Object.assign(error as Error, { authenticationFailed: true }) : error;
    }
    inner.authenticated = user;
    await inner.setAuthenticationState();
    return true;
  };
}
