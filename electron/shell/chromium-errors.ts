import { NetworkError, type NetworkErrorKind } from '../network/http.ts';

/** Chromium found no client certificate chosen for this server: nothing was sent, the choice has to be made first. */
export const CERTIFICATE_NEEDED = 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED';

/** The server speaks only TLS 1.3, whose signatures (PSS) a CPS3 cannot make. */
export const NEEDS_CPS4 = 'ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS';

/** What Chromium answers before a request has left (net/base/net_error_list.h). Anything not listed may have reached the peer. */
const NOTHING_SENT: readonly (readonly [pattern: RegExp, kind: NetworkErrorKind])[] = [
  [
    /^ERR_(NAME_|ADDRESS_|INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_FAILED|CONNECTION_TIMED_OUT)/,
    'unreachable',
  ],
  [/^ERR_(PROXY_|TUNNEL_|NO_SUPPORTED_PROXIES|DNS_|UNSAFE_PORT|SOCKS_)/, 'unreachable'],
  // The card went away, or its key could not be used.
  [
    /^ERR_SSL_CLIENT_AUTH_(CERT_NEEDED|SIGNATURE_FAILED|PRIVATE_KEY_ACCESS_DENIED|CERT_NO_PRIVATE_KEY|CERT_BAD_FORMAT)/,
    'no-card',
  ],
  [/^ERR_(BAD_SSL_CLIENT_AUTH_CERT|SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS)/, 'certificate-refused'],
  [/^ERR_(CERT_|CERTIFICATE_|SSL_|ECH_)/, 'tls'],
];

/** The name that Chromium gives to its error (`net::ERR_…` in the message), or an empty text. */
export function chromiumErrorName(cause: unknown): string {
  const text = cause instanceof Error ? `${cause.message} ${String(cause.cause ?? '')}` : String(cause);
  return /\b(ERR_[A-Z0-9_]+)/.exec(text)?.[1] ?? '';
}

/** Sorts an error of Chromium's network stack by what the peer may have received. */
export function networkErrorOfChromium(cause: unknown): NetworkError {
  const name = chromiumErrorName(cause);
  const kind = NOTHING_SENT.find(([pattern]) => pattern.test(name))?.[1] ?? 'cut';
  const error = new NetworkError(kind, { cause });
  if (name === NEEDS_CPS4)
    error.message = 'Ce serveur exige une carte CPS4 : la vôtre est une CPS3. Rien n’a été transmis.';
  return error;
}
