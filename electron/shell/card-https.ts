import { createHash, randomUUID } from 'node:crypto';
import { session as sessions, type Session } from 'electron';
import { NetworkError, type HttpRequest, type HttpResponse, type HttpTransport } from '../network/http.ts';
import { openLocalHandshake, type LocalHandshake } from '../network/local-handshake.ts';
import { exchange } from './card-exchange.ts';
import { forgetPin, installCardIdentity, isPinLent, lendPin, presentCertificate } from './card-identity.ts';
import { CERTIFICATE_NEEDED, chromiumErrorName, NEEDS_PSS, wantsCps4 } from './chromium-errors.ts';
import { fetchSelectsClientCertificate } from './compat.ts';
import { within, visit } from './hidden-window.ts';
import { judgeServer, VERDICT } from './server-trust.ts';

export interface CardHttpsOptions {
  /** The card's authentication certificate, DER. */
  readonly certificate: Uint8Array;
  /** Label of the card's token: the PIN is given to this token and to no other. */
  readonly tokenLabel: string;
  /** The PIN that C_Login has just accepted. Zeroed before this function ends, whatever happens. Empty when it was typed on the reader. */
  readonly pin: Uint8Array;
  /** The reader has its own keys: Chromium's login waits until the doctor has typed there. */
  readonly pinPad: boolean;
  /** Servers to which the card may show itself, as origins (`https://host:port`). */
  readonly origins: readonly string[];
  /** PEM of the authorities that may vouch for these servers. */
  readonly authorities: readonly string[];
  /** Revocation lists of these authorities as they are now, PEM; empty: the service has none; null: one is missing. */
  readonly revocationLists: () => readonly string[] | null;
  readonly now: () => Date;
}

/** HTTPS under the card's identity, from one login to its end. */
export interface CardConnection extends HttpTransport {
  /** Card out, lock: the partition is dropped, what is under way is cut, and nothing leaves any more. */
  close(): Promise<void>;
}

const HANDSHAKE_LIMIT = 20_000;
/** The same with a doctor who types on the reader, which has a limit of its own. */
const TYPING_LIMIT = 120_000;
/** For one second NSS remembers that a reader was empty, and does not look again. */
const NSS_MEMORY = 1_100;

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Opens HTTPS through Chromium's network stack, the only one of this process that can use a key which stays in the card. Each login has a partition of its own,
 * in memory: TLS sessions outlive a removed card, partitions do not. The PIN serves one handshake, with this machine itself, so that it can be forgotten
 * even when the distant server is down.
 * @throws NetworkError 'no-card' when the card did not prove its key
 */
export async function openCardHttps(options: CardHttpsOptions): Promise<CardConnection> {
  lendPin(options);
  installCardIdentity();
  const partition = sessions.fromPartition(`card-${randomUUID()}`, { cache: false });
  let local: LocalHandshake | null = null;
  const allows = (origin: string) => options.origins.includes(origin) || origin === local?.origin;
  confine(partition, allows);
  partition.setCertificateVerifyProc((request, answer) => {
    const certificates = chainOf(request.certificate);
    const ours =
      local !== null && request.hostname === '127.0.0.1' && fingerprintOfPem(certificates[0]) === local.fingerprint;
    if (ours) return answer(VERDICT.accepted);
    return answer(
      judgeServer(
        { hostname: request.hostname, certificates },
        options.authorities,
        options.revocationLists(),
        options.now(),
      ),
    );
  });
  const fingerprint = `sha256/${createHash('sha256').update(options.certificate).digest('base64')}`;
  const withdraw = presentCertificate({ session: partition, fingerprint, allows });
  try {
    const limit = options.pinPad ? TYPING_LIMIT : HANDSHAKE_LIMIT;
    await logIn(partition, hex(options.certificate), limit, (handshake) => (local = handshake));
  } catch (cause) {
    withdraw();
    throw cause instanceof NetworkError ? cause : new NetworkError('no-card', { cause });
  } finally {
    forgetPin();
    local = null;
  }
  return connection(partition, options.origins, withdraw);
}

/** Chromium's TLS library logs in to the card, and proves it by showing the certificate to a server of ours. */
async function logIn(
  partition: Session,
  wanted: string,
  limit: number,
  use: (handshake: LocalHandshake) => void,
): Promise<void> {
  for (const pause of [0, NSS_MEMORY]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const local = await openLocalHandshake();
    use(local);
    try {
      await visit(partition, local.url, limit);
      if ((await within(local.presented, limit)) === wanted) return;
    } finally {
      local.close();
    }
    // The PIN was asked for: it is not given a second time.
    if (!isPinLent()) break;
  }
  throw new NetworkError('no-card');
}

function connection(partition: Session, origins: readonly string[], withdraw: () => void): CardConnection {
  const ended = new AbortController();
  const selected = new Map<string, Promise<void>>();
  let limited = false;

  /** Chromium before 44 learns from a window which certificate to show to a server. */
  function select(url: URL, timeoutMs: number): Promise<void> {
    if (fetchSelectsClientCertificate) return Promise.resolve();
    const known = selected.get(url.origin);
    if (known !== undefined) return known;
    const selection = visit(partition, `${url.origin}${url.pathname}`, timeoutMs).catch((error: NetworkError) => {
      // Whatever became of that page, the request itself has not left.
      throw error.mayHaveBeenReceived ? new NetworkError('unreachable', { cause: error }) : error;
    });
    selected.set(url.origin, selection);
    selection.catch(() => selected.delete(url.origin));
    return selection;
  }

  async function attempt(request: HttpRequest, url: URL): Promise<HttpResponse> {
    await select(url, request.timeoutMs);
    return exchange(partition, request, ended.signal);
  }

  /** After one of these two nothing was sent: what stopped the handshake is changed, once, and the request goes. */
  async function prepareAgain(error: unknown, url: URL): Promise<boolean> {
    const name = chromiumErrorName(error);
    if (name !== CERTIFICATE_NEEDED && (name !== NEEDS_PSS || limited)) return false;
    // A CPS3 cannot sign for TLS 1.3, which Chromium prefers when the server knows both.
    if (name === NEEDS_PSS) {
      limited = true;
      partition.setSSLConfig({ minVersion: 'tls1.2', maxVersion: 'tls1.2' });
    }
    selected.delete(url.origin);
    await partition.closeAllConnections();
    return !ended.signal.aborted;
  }

  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (ended.signal.aborted) throw new NetworkError('no-card');
    const url = new URL(request.url);
    if (!origins.includes(url.origin)) throw new NetworkError('tls', { cause: new Error('origin not allowed') });
    try {
      return await attempt(request, url).catch(async (error: unknown) => {
        if (await prepareAgain(error, url)) return attempt(request, url);
        throw error;
      });
    } catch (error) {
      throw limited ? wantsCps4(error) : error;
    }
  }

  return {
    send,
    async close() {
      if (ended.signal.aborted) return;
      ended.abort();
      withdraw();
      await partition.closeAllConnections();
      await partition.clearStorageData();
    },
  };
}

/** This partition talks to the allowed servers and does nothing else: no download, no permission, no page of a third party. */
function confine(partition: Session, allows: (origin: string) => boolean): void {
  partition.on('will-download', (event) => event.preventDefault());
  partition.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  partition.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allows(new URL(details.url).origin) }));
}

interface ChainLink {
  readonly data: string;
  readonly issuerCert?: ChainLink;
}

/** PEM of a certificate and of those that came with it; the last one of a whole chain names itself as its issuer. */
function chainOf(certificate: ChainLink): string[] {
  const found: string[] = [];
  for (
    let link: ChainLink | undefined = certificate;
    link && found.length < 8 && !found.includes(link.data);
    link = link.issuerCert
  )
    found.push(link.data);
  return found;
}

function fingerprintOfPem(pem: string | undefined): string {
  return hex(Buffer.from((pem ?? '').replace(/-----[^-]+-----|\s/g, ''), 'base64'));
}
