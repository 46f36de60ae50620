import { X509Certificate } from 'node:crypto';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { makeOwnCertificate } from './own-certificate.ts';

test('is signed by itself, names 127.0.0.1 only, and lasts a day', async () => {
  const now = new Date('2026-03-02T10:00:00Z');
  const own = await makeOwnCertificate(now);
  const certificate = new X509Certificate(own.certificate);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=127.0.0.1');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.checkIP('127.0.0.2')).toBeUndefined();
  expect(new Date(certificate.validFrom)).toEqual(new Date('2026-03-01T10:00:00Z'));
  expect(new Date(certificate.validTo)).toEqual(new Date('2026-03-03T10:00:00Z'));
  expect(certificate.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(own.fingerprint);
  expect((await makeOwnCertificate(now)).fingerprint).not.toBe(own.fingerprint);
});

test('serves a TLS handshake that trusts it and nothing else', async () => {
  const own = await makeOwnCertificate(new Date());
  const server = createServer({ cert: own.certificate, key: own.key }, (_request, response) => response.end('oui'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const get = (ca: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, ca, agent: false }, (answer) => resolve(answer.resume().statusCode))
        .once('error', reject)
        .end();
    });
  await expect(get(own.certificate)).resolves.toBe(200);
  await expect(get((await makeOwnCertificate(new Date())).certificate)).rejects.toThrow(/self-signed|certificate/);
  server.close();
});
