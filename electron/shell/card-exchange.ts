import { app, type Session } from 'electron';
import { NetworkError, type HttpRequest, type HttpResponse } from '../network/http.ts';
import { networkErrorOfChromium } from './chromium-errors.ts';

/**
 * To be called before the application is ready. Over HTTP/2 requests share a connection whatever we ask, and Chromium sends one again by itself when that
 * connection turns out to be dead: a document would be submitted twice.
 */
export function forbidSharedConnections(): void {
  app.commandLine.appendSwitch('disable-http2');
}

/** Answers beyond this are abandoned. */
const MAX_ANSWER = 64 * 1024 * 1024;

/**
 * One request and its answer through the partition of a card login.
 * @param ended aborted when the card leaves
 * @throws NetworkError
 */
export async function exchange(partition: Session, request: HttpRequest, ended: AbortSignal): Promise<HttpResponse> {
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
