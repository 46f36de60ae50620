import { expect, test } from 'vitest';
import { NetworkError } from '../network/http.ts';
import { chromiumErrorName, networkErrorOfChromium, wantsCps4 } from './chromium-errors.ts';

const kindOf = (name: string) => networkErrorOfChromium(new Error(`net::${name}`)).kind;

test.each([
  ['ERR_CONNECTION_REFUSED', 'unreachable'],
  ['ERR_NAME_NOT_RESOLVED', 'unreachable'],
  ['ERR_INTERNET_DISCONNECTED', 'unreachable'],
  ['ERR_PROXY_CONNECTION_FAILED', 'unreachable'],
  ['ERR_CERT_AUTHORITY_INVALID', 'tls'],
  ['ERR_SSL_PROTOCOL_ERROR', 'tls'],
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'certificate-refused'],
  ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'no-card'],
  ['ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED', 'no-card'],
] as const)('%s says that nothing was sent (%s)', (name, kind) => {
  expect(kindOf(name)).toBe(kind);
  expect(networkErrorOfChromium(new Error(`net::${name}`)).mayHaveBeenReceived).toBe(false);
});

test.each([
  'ERR_CONNECTION_RESET',
  'ERR_CONNECTION_CLOSED',
  'ERR_EMPTY_RESPONSE',
  'ERR_NETWORK_CHANGED',
  'ERR_FAILED',
  'nothing known',
])('%s may have been received', (name) => {
  expect(kindOf(name)).toBe('cut');
});

test('the name is found wherever it is in the chain of causes', () => {
  const inner = new Error('net::ERR_CONNECTION_RESET');
  expect(chromiumErrorName(new NetworkError('cut', { cause: new Error('fetch failed', { cause: inner }) }))).toBe(
    'ERR_CONNECTION_RESET',
  );
  expect(chromiumErrorName('text')).toBe('');
});

test('only a refused version of TLS is explained by the card', () => {
  const version = networkErrorOfChromium(new Error('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH'));
  expect(wantsCps4(version)).toMatchObject({
    kind: 'certificate-refused',
    message: expect.stringContaining('CPS4') as string,
  });
  const cut = networkErrorOfChromium(new Error('net::ERR_CONNECTION_RESET'));
  expect(wantsCps4(cut)).toBe(cut);
});
