import { createHash, randomUUID } from 'node:crypto';
import { BrowserWindow, session as sessions, type Session } from 'electron';
import { NetworkError, type HttpRequest, type HttpResponse, type HttpTransport } from '../network/http.ts';
import { openLocalHandshake } from '../network/local-handshake.ts';
import { forgetPin, installCardIdentity, lendPin, presentCertificate } from './card-identity.ts';
import {
  CERTIFICATE_NEEDED,
  chromiumErrorName,
  NEEDS_PSS,
  networkErrorOfChromium,
  wantsCps4,
} from './chromium-errors.ts';
import { fetchSelectsClientCertificate } from './compat.ts';
import { judgeServer } from './server-trust.ts';

export interface CardHttpsOptions {
  /** The card's authentication certificate, DER. */
  readonly certificate: Uint8Array;
  /** Label of the card's token: the PIN is given to this token and to no other. */
  readonly tokenLabel: string;
  /** The PIN that C_Login has just accepted. Zeroed before this function ends, whatever happens. */
  readonly pin: Uint8Array;
  /** Servers to which the card may show itself, as origins (`https://host:port`). */
  readonly origins: readonly string[];
  /** PEM of the authorities that may vouch for these servers. */
  readonly authorities: readonly string[];
  readonly now: () => Date;
}

/** HTTPS under the card's identity, from one login to its end. */
export interface CardConnection extends HttpTransport {
  /** Card out, lock: the partition is dropped, what is under way is cut, and nothing leaves any more. */
  close(): Promise<void>;
}

const HANDSHAKE_LIMIT = 20_000;
const MAX_ANSWER = 64 * 1024 * 1024;

const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Opens HTTPS through Chromium's network stack, the only one of this process that can use a key which stays in the card. Each login has a partition of its own,
 * in memory: TLS sessions outlive a removed card, partitions do not. The PIN serves one handshake, with this machine itself, so that it can be forgotten
 * even when the distant server is down.
 * @throws NetworkError 'no-card' when the card did not prove its key
 */
export async function openCardHttps(options: CardHttpsOptions): Promise<CardConnection> {
  installCardIdentity();
  const partition = sessions.fromPartition(`card-${randomUUID()}`, { cache: false });
  const local = await openLocalHandshake();
  const localOrigin = new URL(local.url).origin;
  let handshaking = true;
  const allows = (origin: string) => options.origins.includes(origin) || (handshaking && origin === localOrigin);
  confine(partition, allows);
  partition.setCertificateVerifyProc((request, answer) => {
    const { hostname, certificate } = request;
    if (handshaking && hostname === '127.0.0.1' && fingerprintOfPem(certificate.data) === local.fingerprint)
      return answer(0);
    const certificates = chainOf(certificate);
    return answer(judgeServer({ hostname, certificates }, options.authorities, options.now()));
  });
  const fingerprint = `sha256/${createHash('sha256').update(options.certificate).digest('base64')}`;
  const withdraw = presentCertificate({ session: partition, fingerprint, allows });
  try {
    lendPin(options.pin, options.tokenLabel);
    await visit(partition, local.url, HANDSHAKE_LIMIT);
    const shown = await within(local.presented, HANDSHAKE_LIMIT);
    if (shown !== hex(options.certificate)) throw new NetworkError('no-card');
  } catch (cause) {
    withdraw();
    throw cause instanceof NetworkError ? cause : new NetworkError('no-card', { cause });
  } finally {
    forgetPin();
    handshaking = false;
    local.close();
  }
  return connection(partition, options.origins, withdraw);
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
    const selection = visit(partition, `${url.origin}${url.pathname}`, timeoutMs);
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

function fingerprintOfPem(pem: string): string {
  return hex(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
}

function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NetworkError('unreachable')), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Loads a page of a server in a window that is never shown: that is how Chromium logs in to the card and learns which certificate to show. */
async function visit(partition: Session, url: string, timeoutMs: number): Promise<void> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: partition, sandbox: true, javascript: false, images: false, nodeIntegration: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  try {
    await within(loaded(window, url), timeoutMs);
  } finally {
    window.destroy();
  }
}

const ABORTED = -3;

function loaded(window: BrowserWindow, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Told after a failure too, which has settled the promise by then; the only event of an answer without a page (204).
    window.webContents.once('did-stop-loading', () => resolve());
    window.webContents.on('did-fail-load', (_event, code, name) => {
      // An answer that is not a page (a download) ends as « aborted »: the handshake was done.
      if (code === ABORTED) resolve();
      else reject(networkErrorOfChromium(new Error(`net::${name}`)));
    });
    window.loadURL(url).catch(() => undefined);
  });
}

async function exchange(partition: Session, request: HttpRequest, ended: AbortSignal): Promise<HttpResponse> {
  const late = AbortSignal.timeout(request.timeoutMs);
  const signal = AbortSignal.any([late, ended, ...(request.signal ? [request.signal] : [])]);
  try {
    const answer = await partition.fetch(request.url, {
      method: request.method,
      // Without this, Chromium sends a request a second time by itself when a kept connection turns out to be dead.
      headers: { ...request.headers, connection: 'close' },
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
      redirect: 'error',
      cache: 'no-store',
      signal,
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await readAnswer(answer) };
  } catch (cause) {
    if (late.aborted) throw new NetworkError('timeout', { cause });
    if (signal.aborted) throw new NetworkError('cut', { cause });
    throw networkErrorOfChromium(cause);
  }
}

async function readAnswer(answer: Response): Promise<Uint8Array> {
  if (answer.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MAX_ANSWER) throw new Error('answer too long');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
