import { createSecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SecureVersion, TLSSocket } from 'node:tls';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly version: string;
  readonly holder: string;
  readonly length: number;
}

/** A server that asks for a card, as the DMP does, and remembers who asked what. */
export interface MutualServer {
  readonly origin: string;
  readonly received: Received[];
  /** TLS handshakes with no certificate, or with one that it does not know. */
  readonly strangers: number;
  close(): Promise<void>;
}

export interface MutualServerOptions {
  readonly certificate: string;
  readonly key: string;
  readonly clientAuthorities: string;
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  /** Also speaks HTTP/2, and prefers it. */
  readonly http2?: boolean;
}

/** Paths: `/cut` receives the whole request, then hangs up; `/slow` never answers; `/other` redirects; anything else says how much it received. */
export async function openMutualServer(options: MutualServerOptions): Promise<MutualServer> {
  const received: Received[] = [];
  let strangers = 0;
  const settings = {
    cert: options.certificate,
    key: options.key,
    ca: options.clientAuthorities,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: options.minVersion ?? 'TLSv1.2',
    maxVersion: options.maxVersion ?? 'TLSv1.3',
  } as const;
  const server = options.http2 ? createSecureServer({ ...settings, allowHTTP1: true }) : createServer(settings);
  server.on('tlsClientError', () => (strangers += 1));
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => (length += chunk.length));
    request.on('end', () => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      const path = request.url ?? '';
      received.push({
        method: request.method ?? '',
        path,
        version: request.httpVersion,
        holder: String(subject.CN),
        length,
      });
      if (path === '/cut' && request.method === 'POST') request.socket.destroy();
      else if (path === '/slow' && request.method === 'POST') return;
      else if (path === '/other' && request.method === 'POST')
        response.writeHead(307, { location: '/elsewhere' }).end();
      else response.writeHead(200, { 'content-type': 'text/plain' }).end(`received ${length}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    received,
    get strangers() {
      return strangers;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
