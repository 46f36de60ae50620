import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { TestAuthority } from '../formats/xades/testing/certificates.ts';
import type { TestCertificate } from '../formats/xades/testing/certificates.ts';
import { NetworkError } from './http.ts';
import type { HttpTransport, NetworkErrorKind } from './http.ts';
import { softwareCertificateTransport } from './https-software-certificate.ts';

let authority: TestAuthority;
let stranger: TestAuthority;
let server: TestCertificate;
let organisation: TestCertificate;
let intruder: TestCertificate;
const opened: (Server | TcpServer)[] = [];
const children: ChildProcess[] = [];

beforeAll(() => {
  authority = new TestAuthority('AC TEST ORGANISATIONS');
  stranger = new TestAuthority('AC INCONNUE');
  server = authority.issue('/C=FR/CN=localhost', ['subjectAltName=DNS:localhost', 'extendedKeyUsage=serverAuth']);
  const client = ['extendedKeyUsage=clientAuth'];
  organisation = authority.issue('/C=FR/O=CABINET/OU=499700057294001/CN=client.test', client);
  intruder = stranger.issue('/C=FR/CN=intrus', client);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
  for (const one of opened.splice(0)) {
    if ('closeAllConnections' in one) one.closeAllConnections();
    one.close();
  }
});

async function listen(one: Server | TcpServer): Promise<number> {
  opened.push(one);
  one.listen(0, '127.0.0.1');
  await once(one, 'listening');
  return (one.address() as AddressInfo).port;
}

async function opensslPeer(version: string): Promise<string> {
  const port = await listen(createTcpServer());
  await new Promise((done) => opened.pop()?.close(done));
  writeFileSync(join(authority.folder, 'server.key'), server.key);
  const own = ['-cert', server.certificatePath, '-key', join(authority.folder, 'server.key')];
  const wanted = ['-CAfile', authority.rootPath, '-Verify', '2', '-verify_return_error'];
  const run = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, `-${version}`, '-www', ...own, ...wanted]);
  children.push(run);
  for await (const line of run.stdout) if (String(line).includes('ACCEPT')) break;
  return `https://localhost:${port}/`;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function peer(listener: Listener, options: ServerOptions = {}): Promise<string> {
  const { certificate: cert, key } = server;
  const mutual = { cert, key, ca: authority.root, requestCert: true, rejectUnauthorized: true };
  const port = await listen(createHttpsServer({ ...mutual, ...options }, listener));
  return `https://localhost:${port}/si-dmp-server/v2/services/patients`;
}

function transport(client: TestCertificate | null = organisation, root = authority.root): HttpTransport {
  const certificate = client && {
    format: 'pem' as const,
    certificate: client.certificate,
    key: client.key,
    passphrase: null,
  };
  return softwareCertificateTransport({
    trust: { roots: [root], revocationLists: [] },
    client: certificate,
    maxAnswerBytes: 1000,
  });
}

async function failure(url: string, how = transport(), timeoutMs = 3000): Promise<NetworkErrorKind> {
  const body = new TextEncoder().encode('<a/>');
  const outcome = await how.send({ method: 'POST', url, headers: {}, body, timeoutMs }).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof NetworkError)) throw new Error(`a NetworkError was expected, not ${String(outcome)}`);
  return outcome.kind;
}

test('mutual TLS: the peer sees our certificate, we get its whole answer', async () => {
  const url = await peer((request, response) => {
    request.pipe(
      response.writeHead(500, { 'content-type': request.headers['content-type'] ?? '', 'x-twice': ['a', 'b'] }),
    );
  });
  const body = new Uint8Array([0, 255, 13, 10]);
  const answer = await transport().send({
    method: 'POST',
    url,
    headers: { 'content-type': 'a/b' },
    body,
    timeoutMs: 3000,
  });
  expect(answer.status).toBe(500);
  expect(answer.headers).toMatchObject({ 'content-type': 'a/b', 'x-twice': 'a, b' });
  expect([...answer.body]).toEqual([0, 255, 13, 10]);
});

describe('surely not received', () => {
  const never: Listener = () => {
    throw new Error('a request arrived');
  };

  test('server of another authority, of another name, or in clear', async () => {
    const url = await peer(never);
    expect(await failure(url, transport(organisation, stranger.root))).toBe('tls');
    expect(await failure(url.replace('localhost', '127.0.0.1'))).toBe('tls');
    expect(await failure(url.replace('https', 'http'))).toBe('tls');
    const clear = createTcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    expect(await failure(`https://localhost:${await listen(clear)}/`)).toBe('tls');
  });

  // Node's own server closes without saying why; OpenSSL's sends the alert that real servers send.
  test.each(['tls1_2', 'tls1_3'])('our certificate is refused, or missing (%s)', async (version) => {
    const url = await opensslPeer(version);
    expect(await failure(url, transport(intruder))).toBe('certificate-refused');
    expect(await failure(url, transport(null))).toBe('certificate-refused');
  });

  test('a server that hangs up in the middle of the handshake', async () => {
    const url = await peer(never, { maxVersion: 'TLSv1.2' });
    expect(await failure(url, transport(intruder))).toBe('tls');
  });

  test('an old protocol only', async () => {
    const url = await peer(never, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' });
    expect(await failure(url)).toBe('tls');
  });

  test('nobody there, or somebody who never speaks', async () => {
    const port = await listen(createTcpServer());
    const silent = `https://localhost:${port}/`;
    expect(await failure(silent, transport(), 300)).toBe('unreachable');
    opened.splice(0).forEach((one) => one.close());
    expect(await failure('https://localhost:1/')).toBe('unreachable');
    expect(await failure('https://nulle-part.invalid/')).toBe('unreachable');
  });
});

describe('perhaps received', () => {
  test('no answer in time', async () => {
    const url = await peer(() => undefined);
    expect(await failure(url, transport(), 400)).toBe('timeout');
  });

  test('an answer that dawdles past the time given', async () => {
    const url = await peer((_request, response) => void response.writeHead(200).write('début'));
    expect(await failure(url, transport(), 400)).toBe('timeout');
  });

  test('cut before any answer, and in mid-answer', async () => {
    const before = await peer((request) => void request.socket.destroy());
    expect(await failure(before)).toBe('cut');
    const middle = await peer((request, response) => {
      response.writeHead(200, { 'content-length': '500' }).write('début', () => request.socket.destroy());
    });
    expect(await failure(middle)).toBe('cut');
  });

  test('an answer longer than the limit', async () => {
    const url = await peer((_request, response) => void response.end('x'.repeat(1001)));
    expect(await failure(url)).toBe('cut');
  });
});

test('each kind says in French what may have become of the request', () => {
  for (const kind of ['unreachable', 'tls', 'certificate-refused', 'no-card'] as const) {
    expect(new NetworkError(kind).mayHaveBeenReceived).toBe(false);
    if (kind !== 'unreachable') expect(new NetworkError(kind).message).toContain('Rien n’a été transmis');
  }
  expect(new NetworkError('timeout').mayHaveBeenReceived && new NetworkError('cut').mayHaveBeenReceived).toBe(true);
});
