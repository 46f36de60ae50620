import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { clientCertificateOf, MAIL_TIMEOUTS, NoToken, type MailAccess } from './mail-server.ts';
import { credentials, saslHandlers } from './smtp-login.ts';
import { outcomeOfError, type Refusal, type SmtpOutcome } from './smtp-outcome.ts';
import { tlsOptions } from './tls-trust.ts';

export interface SmtpEnvelope {
  readonly from: string;
  readonly to: readonly string[];
  /** Identifier that delivery notices repeat (RFC 3461 ENVID); null for none. */
  readonly identifier: string | null;
}

interface Progress {
  /** The message had begun to leave: from then on the peer may have received it. */
  dataStarted: boolean;
  startTlsOffered: boolean;
}

interface Logger {
  readonly [level: string]: (data: object, ...rest: unknown[]) => void;
}

/**
 * Submits the frozen bytes of one message (RFC 6409) over STARTTLS, never in clear, and asks for delivery notices (RFC 3461).
 * Never throws: the outcome says exactly what the operator may have received. A Pro Santé Connect token refused once is renewed and tried once
 * more; nothing else is ever tried again here. `signal` cuts the connection, with the outcome of a cut at that moment.
 */
export async function submitMail(
  access: MailAccess,
  envelope: SmtpEnvelope,
  raw: Uint8Array,
  signal?: AbortSignal,
): Promise<SmtpOutcome> {
  const first = await submitOnce(access, envelope, raw, false, signal);
  if (access.authentication.kind === 'psc' && first.kind === 'authentification-refusee')
    return await submitOnce(access, envelope, raw, true, signal);
  return first;
}

async function submitOnce(
  access: MailAccess,
  envelope: SmtpEnvelope,
  raw: Uint8Array,
  renew: boolean,
  signal: AbortSignal | undefined,
): Promise<SmtpOutcome> {
  const progress: Progress = { dataStarted: false, startTlsOffered: false };
  let connection: SMTPConnection | null = null;
  const cut = (): void => connection?.close();
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cut, { once: true });
    const token = await tokenOf(access, renew);
    if (token instanceof NoToken)
      return token.why === 'session-fermee'
        ? { kind: 'session-fermee' }
        : { kind: 'injoignable', detail: 'PRO_SANTE_CONNECT' };
    signal?.throwIfAborted();
    connection = openConnection(access, progress);
    return await dialogue(connection, access, envelope, raw, token, progress);
  } catch (error) {
    return outcomeOfError(error, progress.dataStarted);
  } finally {
    signal?.removeEventListener('abort', cut);
    connection?.close();
  }
}

/** The token of this connection; null when the account needs none. */
async function tokenOf(access: MailAccess, renew: boolean): Promise<string | null | NoToken> {
  if (access.authentication.kind !== 'psc') return null;
  try {
    return await access.authentication.accessToken(renew);
  } catch (error) {
    return error instanceof NoToken ? error : new NoToken('session-fermee');
  }
}

/**
 * Notes whether the server offered STARTTLS in clear text. The library asks for it whether it was offered or not; a server that does not offer it
 * is somebody in between, or a wrong port (Référentiel socle MSSanté #2, ECO.1.2.1). Only what the server says is looked at, and nothing is kept.
 */
function offerWatcher(progress: Progress): Logger {
  const ignore = (): void => undefined;
  const debug = (data: object, said: unknown): void => {
    if ((data as { tnx?: string }).tnx !== 'server' || typeof said !== 'string') return;
    if (/^250[ -]STARTTLS\r?$/im.test(said)) progress.startTlsOffered = true;
  };
  return { level: ignore, trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

function openConnection(access: MailAccess, progress: Progress): SMTPConnection {
  const timeouts = access.timeouts ?? MAIL_TIMEOUTS;
  return new SMTPConnection({
    host: access.server.host,
    port: access.server.port,
    secure: false,
    requireTLS: true,
    tls: tlsOptions(access.trust, clientCertificateOf(access.authentication)),
    // The machine's own name is nobody's business: an address literal is always allowed (RFC 5321 § 4.1.3).
    name: '[127.0.0.1]',
    logger: offerWatcher(progress),
    transactionLog: true,
    allowInternalNetworkInterfaces: true,
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.connection,
    dnsTimeout: timeouts.connection,
    socketTimeout: timeouts.silence,
    socketCloseTimeout: 500,
    maxResponseSize: 256 * 1024,
    customAuth: saslHandlers(),
  });
}

/** The message as a stream that notes when its first byte is asked for: from then on the peer may have received it. */
function watched(raw: Uint8Array, progress: Progress): Readable {
  let offset = 0;
  return new Readable({
    read(size) {
      progress.dataStarted = true;
      if (offset >= raw.length) {
        this.push(null);
        return;
      }
      this.push(raw.subarray(offset, offset + size));
      offset += size;
    },
  });
}

async function dialogue(
  connection: SMTPConnection,
  access: MailAccess,
  envelope: SmtpEnvelope,
  raw: Uint8Array,
  token: string | null,
  progress: Progress,
): Promise<SmtpOutcome> {
  return await new Promise<SmtpOutcome>((resolve, reject) => {
    connection.on('error', reject);
    connection.on('end', () => reject(new Error('connexion fermée')));
    connection.connect((connectError) => {
      if (connectError) return reject(connectError);
      // Belt and braces: the library was told to require TLS; a credential must never meet a clear socket.
      if (!connection.secure || !progress.startTlsOffered)
        return reject(Object.assign(new Error('sans TLS'), { code: 'ETLS', command: 'STARTTLS' }));
      connection.login(credentials(access.authentication, token), (loginError) => {
        if (loginError) return reject(loginError);
        const dsn = { ret: 'HDRS', notify: ['FAILURE', 'DELAY', 'SUCCESS'], envid: envelope.identifier };
        connection.send(
          { from: envelope.from, to: [...envelope.to], size: raw.length, dsn },
          watched(raw, progress),
          (sendError, info) => {
            if (sendError) return reject(sendError);
            // A fragment of a reply (« 25 ») is no reply: the library would take its first digit for a yes.
            if (!/^2\d\d(?:[ -]|$)/.test(info.response)) return reject(new Error('réponse tronquée'));
            const refused: Refusal[] = (info.rejectedErrors ?? []).map((error) => ({
              address: typeof error.recipient === 'string' ? error.recipient : '',
              code: error.responseCode ?? 0,
              text: error.response ?? error.message,
            }));
            resolve({ kind: 'accepte', accepted: info.accepted, refused, response: info.response });
            connection.quit();
          },
        );
      });
    });
  });
}
