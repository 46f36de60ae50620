import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { makeOwnCertificate } from './own-certificate.ts';

/** A TLS server on this machine, for one handshake with a client certificate. */
export interface LocalHandshake {
  readonly origin: string;
  /** The one page that counts; its path is a secret, so that another program of this machine cannot answer in our place. */
  readonly url: string;
  /** SHA-256 of the server's own certificate (lower-case hexadecimal): whoever connects must see this one and no other. */
  readonly fingerprint: string;
  /** SHA-256 of the client certificate that proved its key; null when the client came without one. Resolves at the first request. */
  readonly presented: Promise<string | null>;
  close(): void;
}

/**
 * Opens a TLS server on 127.0.0.1, under a name and a key made for the occasion, that asks for a client certificate. It lets Chromium's stack log in to
 * the card without any distant server: the PIN is then needed for this one exchange only, even when the network is down. TLS 1.2 at most, so
 * that a CPS3, which cannot sign by PSS, passes as well.
 */
export async function openLocalHandshake(): Promise<LocalHandshake> {
  const own = await makeOwnCertificate(new Date());
  const path = `/${randomUUID()}`;
  const server = createServer({
    cert: own.certificate,
    key: own.key,
    requestCert: true,
    // Any key may show itself here: what is presented is compared with the card's certificate by the caller.
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.2',
  });
  const presented = new Promise<string | null>((resolve) => {
    server.on('request', (request, response) => {
      if (request.url !== path) return void response.writeHead(404, { connection: 'close' }).end();
      const { raw } = (request.socket as TLSSocket).getPeerCertificate() as { raw?: Buffer };
      resolve(raw === undefined ? null : createHash('sha256').update(raw).digest('hex'));
      return void response.writeHead(204, { connection: 'close' }).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://127.0.0.1:${port}`,
    url: `https://127.0.0.1:${port}${path}`,
    fingerprint: own.fingerprint,
    presented,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
