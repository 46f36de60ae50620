import { request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { NetworkError } from './http.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from './http.ts';
import { CERTIFICATE_SENTENCES, certificateProblem, tlsOptions } from './tls-trust.ts';
import type { ClientCertificate, TlsTrust } from './tls-trust.ts';

export interface SoftwareCertificateOptions {
  readonly trust: TlsTrust;
  /** The organisation's certificate; null for a server that asks for none. */
  readonly client: ClientCertificate | null;
  /** Answers beyond this are abandoned. */
  readonly maxAnswerBytes?: number;
}

const DEFAULT_MAX_ANSWER = 64 * 1024 * 1024;

class TimeIsUp extends Error {}
class AnswerTooLong extends Error {}

/**
 * HTTPS with a software certificate. The server's chain and name are always checked against the roots given, TLS 1.2 is the least, and each exchange has
 * its own connection, so that a cut concerns one request only.
 */
export function softwareCertificateTransport(options: SoftwareCertificateOptions): HttpTransport {
  const tls = tlsOptions(options.trust, options.client);
  const maxAnswerBytes = options.maxAnswerBytes ?? DEFAULT_MAX_ANSWER;
  return {
    send: (request) => exchange(request, tls, maxAnswerBytes),
  };
}

function exchange(
  request: HttpRequest,
  tls: ReturnType<typeof tlsOptions>,
  maxAnswerBytes: number,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:') {
      reject(new NetworkError('tls', { cause: new Error('https only') }));
      return;
    }
    const reached = { connected: false, secured: false };
    const length = request.body === undefined ? {} : { 'content-length': String(request.body.length) };
    const headers = { ...request.headers, ...length };
    const call = httpsRequest(url, { ...tls, method: request.method, headers, agent: false });
    const timer = setTimeout(() => call.destroy(new TimeIsUp()), request.timeoutMs);
    const abort = (): void => void call.destroy(new Error('aborted'));
    const settled = (): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
    };
    const fail = (cause: unknown): void => {
      settled();
      call.destroy();
      reject(networkErrorOf(cause, reached));
    };
    call.once('socket', (socket) => {
      socket.once('connect', () => (reached.connected = true));
      socket.once('secureConnect', () => (reached.secured = true));
    });
    call.once('error', fail);
    call.once('response', (answer) => {
      readAnswer(answer, maxAnswerBytes)
        .then((body) => {
          settled();
          resolve({ status: answer.statusCode ?? 0, headers: flatHeaders(answer.headers), body });
        })
        .catch(fail);
    });
    request.signal?.addEventListener('abort', abort);
    if (request.signal?.aborted) abort();
    else call.end(request.body);
  });
}

async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new AnswerTooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** While a request is being written, OpenSSL's alert is known by its words only. */
const REFUSAL =
  /alert (?:unknown ca|bad certificate|certificate \w+|unsupported certificate|access denied|handshake failure)/;

interface Reached {
  readonly connected: boolean;
  readonly secured: boolean;
}

function networkErrorOf(cause: unknown, { connected, secured }: Reached): NetworkError {
  const problem = certificateProblem(cause);
  // With TLS 1.3 the peer judges our certificate after our side of the handshake, and reads nothing of the request before.
  if (problem === 'notre-certificat' || (!secured && REFUSAL.test(String(cause))))
    return new NetworkError('certificate-refused', { cause });
  if (problem !== null) return new NetworkError('tls', { cause, reason: CERTIFICATE_SENTENCES[problem] });
  const late = cause instanceof TimeIsUp;
  if (secured) return new NetworkError(late ? 'timeout' : 'cut', { cause });
  return new NetworkError(connected && !late ? 'tls' : 'unreachable', { cause });
}
