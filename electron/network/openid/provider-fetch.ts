import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { certificateProblem, tlsOptions, type CertificateProblem } from '../tls-trust.ts';

/** Where an identity provider is asked, and whom the connection believes. */
export interface ProviderTransport {
  /**
   * PEM. Empty: the public authorities, since the same site is shown by the doctor's own browser, which believes no others (choix : l’autorité
   * du certificat de Pro Santé Connect, à vérifier).
   */
  readonly roots: readonly string[];
  /** Bac à sable only: a provider on this machine's loopback, without TLS. */
  readonly loopback: boolean;
  /** Milliseconds for one whole exchange. */
  readonly timeoutMs?: number;
}

const TIMEOUT = 15_000;
/** No answer of a provider (keys, tokens, profile) comes near it. */
const MAX_ANSWER = 1024 * 1024;

/** The provider could not be asked, or is not who it says. Nothing of a token is in it. */
export class ProviderUnreachable extends Error {
  readonly problem: CertificateProblem | null;
  constructor(cause: unknown, problem: CertificateProblem | null = null) {
    super('fournisseur d’identité injoignable', { cause });
    this.name = 'ProviderUnreachable';
    this.problem = problem;
  }
}

/** True for an address of this very machine, by number (RFC 8252 § 7.3: never by a name that a hosts file could move). */
export const isLoopback = (url: URL): boolean => url.hostname === '127.0.0.1' || url.hostname === '[::1]';

/** True when this address may be asked: https; or, in the bac à sable, http on the loopback. */
export function mayBeAsked(url: URL, loopback: boolean): boolean {
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (loopback && url.protocol === 'http:' && isLoopback(url));
}

interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The `fetch` that the OpenID Connect library is given: the house's TLS rules (TLS 1.2 at least, chain and name always checked), no redirect
 * followed, bounded size and time. Rejects with ProviderUnreachable.
 */
export function providerFetch(
  transport: ProviderTransport,
): (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown; signal?: AbortSignal | undefined },
) => Promise<Response> {
  const trust = { roots: transport.roots.length === 0 ? rootCertificates : transport.roots, revocationLists: [] };
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address);
    if (!mayBeAsked(url, transport.loopback)) throw new ProviderUnreachable(new Error('adresse non permise'));
    const text = body instanceof URLSearchParams ? body.toString() : typeof body === 'string' ? body : undefined;
    const limit = AbortSignal.timeout(transport.timeoutMs ?? TIMEOUT);
    try {
      return await exchange(url, url.protocol === 'https:' ? tlsOptions(trust, null) : {}, {
        method,
        headers,
        body: text,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
    } catch (error) {
      throw new ProviderUnreachable(error, certificateProblem(error));
    }
  };
}

function exchange(url: URL, tls: RequestOptions, { method, headers, body, signal }: Asked): Promise<Response> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = {
      ...tls,
      method,
      headers: { ...headers, ...length },
      agent: false,
      ...(signal === undefined ? {} : { signal }),
    };
    const call = url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
    call.once('error', reject);
    call.once('response', (answer) => {
      read(answer)
        .then((bytes) => resolve(responseOf(answer, bytes)))
        .catch((error: unknown) => {
          call.destroy();
          reject(error instanceof Error ? error : new Error('réponse illisible'));
        });
    });
    call.end(body);
  });
}

async function read(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error('réponse trop longue');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function responseOf(answer: IncomingMessage, bytes: Buffer): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value]) headers.append(name, one);
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) throw new Error('réponse illisible');
  const without = status === 204 || status === 205 || status === 304;
  return new Response(without ? null : new Uint8Array(bytes), { status, headers });
}
