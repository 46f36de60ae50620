import { NetworkError, type NetworkErrorKind } from '../network/http.ts';
import { CERTIFICATE_SENTENCES } from '../network/tls-trust.ts';

/** Chromium found no client certificate chosen for this server: nothing was sent, the choice has to be made first. */
export const CERTIFICATE_NEEDED = 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED';

/** The handshake came to TLS 1.3, whose signatures (PSS) a CPS3 cannot make: nothing was sent. */
export const NEEDS_PSS = 'ERR_SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS';

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

/** Refusals of ours that a doctor can do something about. */
const REASONS: Readonly<Record<string, string>> = {
  ERR_CERT_AUTHORITY_INVALID: CERTIFICATE_SENTENCES.autorite,
  ERR_CERT_COMMON_NAME_INVALID: CERTIFICATE_SENTENCES.nom,
  ERR_CERT_REVOKED: CERTIFICATE_SENTENCES.revoque,
  ERR_CERT_UNABLE_TO_CHECK_REVOCATION: CERTIFICATE_SENTENCES['liste-de-revocation'],
};

/** The name that Chromium gives to its error (`net::ERR_…`), wherever it is in the chain of causes; else an empty text. */
export function chromiumErrorName(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth += 1) {
    const name = /\bERR_[A-Z0-9_]+/.exec(each.message)?.[0];
    if (name !== undefined) return name;
  }
  return '';
}

/** Sorts an error of Chromium's network stack by what the peer may have received. */
export function networkErrorOfChromium(cause: unknown): NetworkError {
  const name = chromiumErrorName(cause);
  const kind = NOTHING_SENT.find(([pattern]) => pattern.test(name))?.[1] ?? 'cut';
  const reason = REASONS[name];
  return new NetworkError(kind, reason === undefined ? { cause } : { cause, reason });
}

/** With a card held to TLS 1.2, a server that refuses this version wants a CPS4: said so. */
export function wantsCps4(error: unknown): unknown {
  if (
    !/^ERR_SSL_(VERSION_OR_CIPHER_MISMATCH|PROTOCOL_ERROR|CLIENT_AUTH_NO_COMMON_ALGORITHMS)$/.test(
      chromiumErrorName(error),
    )
  )
    return error;
  const explained = new NetworkError('certificate-refused', { cause: error });
  explained.message = 'Ce serveur exige une carte CPS4 : la vôtre est une CPS3. Rien n’a été transmis.';
  return explained;
}
