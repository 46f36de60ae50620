import type { ImapFlow } from 'imapflow';
import { loginByCertificate } from './imap-external.ts';
import { clientCertificateOf, MAIL_TIMEOUTS, NoToken, type MailAccess } from './mail-server.ts';
import { certificateProblem, tlsOptions, type CertificateProblem } from './tls-trust.ts';

export type MailErrorKind =
  'injoignable' | 'session-fermee' | 'authentification-refusee' | 'certificat-refuse' | 'sans-starttls' | 'protocole';

/** Failure of an IMAP session. Never carries a secret nor a message's text. */
export class MailError extends Error {
  readonly kind: MailErrorKind;
  readonly problem: CertificateProblem | null;
  constructor(kind: MailErrorKind, detail: string, problem: CertificateProblem | null = null) {
    super(detail);
    this.name = 'MailError';
    this.kind = kind;
    this.problem = problem;
  }
}

const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'NoConnection',
  'EConnectionClosed',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'ETIMEOUT',
]);

/** Reads an error of the IMAP library. */
export function mailErrorOf(error: unknown): MailError {
  if (error instanceof MailError) return error;
  if (error instanceof NoToken) return new MailError(error.why, 'JETON');
  const failure = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    authenticationFailed?: unknown;
    tlsFailed?: unknown;
  };
  const code = typeof failure.code === 'string' ? failure.code : '';
  const problem = certificateProblem(error);
  if (problem !== null) return new MailError('certificat-refuse', code, problem);
  if (failure.authenticationFailed === true) return new MailError('authentification-refusee', code);
  if (failure.tlsFailed === true) return new MailError('sans-starttls', code);
  return new MailError(NOT_REACHED.has(code) ? 'injoignable' : 'protocole', code || 'ERREUR');
}

/**
 * One IMAP4 session over STARTTLS (Référentiel socle MSSanté #2, ECO.1.0.2). Commands on one mailbox go through `inMailbox`, which
 * serialises them; reception builds on the same session.
 */
export class MailSession {
  readonly #client: ImapFlow;
  private constructor(client: ImapFlow) {
    this.#client = client;
  }

  /**
   * Opens and authenticates, or throws MailError. A Pro Santé Connect token refused once is renewed and tried once more. `signal` cuts the
   * connection at once, whatever it is doing.
   */
  static async open(access: MailAccess, signal?: AbortSignal, idle?: { longestIdle: number }): Promise<MailSession> {
    try {
      return await MailSession.#openOnce(access, false, signal, idle);
    } catch (error) {
      if (access.authentication.kind !== 'psc' || mailErrorOf(error).kind !== 'authentification-refusee')
        throw mailErrorOf(error);
    }
    try {
      return await MailSession.#openOnce(access, true, signal, idle);
    } catch (error) {
      throw mailErrorOf(error);
    }
  }

  static async #openOnce(
    access: MailAccess,
    renew: boolean,
    signal: AbortSignal | undefined,
    idle: { longestIdle: number } | undefined,
  ): Promise<MailSession> {
    if (signal?.aborted === true) throw new MailError('injoignable', 'interrompu');
    const { authentication, server } = access;
    const timeouts = access.timeouts ?? MAIL_TIMEOUTS;
    // Loaded at the first mailbox, not at the start: the library is as heavy as everything else that the window waits for.
    const { ImapFlow: Client } = await import('imapflow');
    const client = new Client({
      host: server.host,
      port: server.port,
      secure: false,
      doSTARTTLS: true,
      tls: tlsOptions(access.trust, clientCertificateOf(authentication)),
      auth:
        authentication.kind === 'psc'
          ? { user: authentication.user, accessToken: await authentication.accessToken(renew) }
          : // A server that offers no EXTERNAL, and took the certificate in the handshake, ignores the password.
            { user: authentication.user, pass: authentication.password ?? '-' },
      logger: false,
      // Given a longest IDLE, a session with nothing to do listens: its connection stays alive between two commands.
      disableAutoIdle: idle === undefined,
      ...(idle === undefined ? {} : { maxIdleTime: idle.longestIdle }),
      connectionTimeout: timeouts.connection,
      greetingTimeout: timeouts.connection,
      socketTimeout: timeouts.silence,
      maxLiteralSize: 64 * 1024 * 1024,
      maxLineLength: 4 * 1024 * 1024,
      maxResponseSize: 128 * 1024 * 1024,
    });
    if (authentication.kind === 'certificat' && authentication.password === null)
      loginByCertificate(client, authentication.user);
    // Without a listener an error between two commands would end the process; the next command reports it.
    client.on('error', () => undefined);
    signal?.addEventListener('abort', () => client.close(), { once: true });
    try {
      await client.connect();
      if (!client.secureConnection) throw new MailError('sans-starttls', 'la connexion n’est pas chiffrée');
    } catch (error) {
      client.close();
      throw error;
    }
    return new MailSession(client);
  }

  /** Runs `work` with `path` selected; the library's own client is lent for its time. */
  async inMailbox<T>(path: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    try {
      const lock = await this.#client.getMailboxLock(path);
      try {
        return await work(this.#client);
      } finally {
        lock.release();
      }
    } catch (error) {
      throw mailErrorOf(error);
    }
  }

  /** Runs `work` with whatever is selected; for commands that name their own folder. */
  async run<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    try {
      return await work(this.#client);
    } catch (error) {
      throw mailErrorOf(error);
    }
  }

  /** False once the connection is lost: the next command would only fail. */
  isOpen(): boolean {
    return this.#client.usable;
  }

  /** UIDs of the messages that carry this Message-ID (without angle brackets), oldest first. */
  async findByMessageId(path: string, messageId: string): Promise<number[]> {
    return await this.inMailbox(path, async (client) => {
      const found = await client.search({ header: { 'Message-ID': `<${messageId}>` } }, { uid: true });
      if (found === false || found === undefined) throw new MailError('protocole', 'recherche refusée');
      return found;
    });
  }

  /** Path of « Éléments envoyés »: by SPECIAL-USE, else by its usual names, else created. */
  async sentFolder(): Promise<string> {
    try {
      const folders = await this.#client.list();
      const special = folders.find((folder) => folder.specialUse === '\\Sent');
      if (special !== undefined) return special.path;
      const named = folders.find((folder) =>
        /^(éléments envoyés|messages envoyés|envoyés|sent|sent items|sent messages)$/i.test(
          folder.name.normalize('NFC'),
        ),
      );
      if (named !== undefined) return named.path;
      const created = await this.#client.mailboxCreate('Éléments envoyés');
      return created.path;
    } catch (error) {
      throw mailErrorOf(error);
    }
  }

  /** Appends the same bytes as were sent, unless the operator already put a copy there. */
  async appendIfAbsent(
    path: string,
    messageId: string,
    raw: Uint8Array,
    date: Date,
  ): Promise<'ajoutee' | 'deja-presente'> {
    if ((await this.findByMessageId(path, messageId)).length > 0) return 'deja-presente';
    try {
      const appended = await this.#client.append(path, Buffer.from(raw), ['\\Seen'], date);
      if (appended === false || appended === undefined) throw new MailError('protocole', 'copie refusée');
      return 'ajoutee';
    } catch (error) {
      throw mailErrorOf(error);
    }
  }

  /** Says goodbye; never throws, never waits longer than two seconds. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.#client.close(), 2000);
    try {
      await this.#client.logout();
    } catch {
      this.#client.close();
    } finally {
      clearTimeout(late);
    }
  }
}
