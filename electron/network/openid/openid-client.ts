import type { Configuration, TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import { openLoopbackRedirect, type LoopbackRedirect } from './loopback-redirect.ts';
import { OpenidError, openidErrorOf } from './openid-error.ts';
import { mayBeAsked, providerFetch, type ProviderTransport } from './provider-fetch.ts';

/** An identity provider, and who we are to it. Every value is a setting: see `shared/domain/pro-sante-connect.ts` for what is published of each. */
export interface OpenidProvider {
  readonly issuer: string;
  /** Whole address of its metadata, which Pro Santé Connect does not publish at the usual place. */
  readonly metadata: string;
  readonly clientId: string;
  /** null: public client, whose only proof is PKCE (RFC 8252 § 8.4). */
  readonly clientSecret: string | null;
  readonly scope: string;
  /** Level that is asked for, and that the identity token must say it has. */
  readonly acr: string;
  /** 0: the system chooses. */
  readonly redirectPort: number;
  /** A domain whose hosts may share the provider's work (« esante.gouv.fr »); null: the issuer's host alone. */
  readonly domain: string | null;
  readonly transport: ProviderTransport;
}

/** What a sign-in gives. It lives in memory and nowhere else (Référentiel socle MSSanté #2, ECO.1.2.5). */
export interface OpenidTokens {
  readonly accessToken: string;
  /** Milliseconds since 1970; null when the provider does not say. */
  readonly accessUntil: number | null;
  readonly refreshToken: string | null;
  /** End of the session if nobody renews it, when the provider says it. */
  readonly refreshUntil: number | null;
  readonly subject: string;
  /** `preferred_username` of the identity token; null when it has none. */
  readonly username: string | null;
  /** How the person proved who they are (RFC 8176); empty when the provider does not say. */
  readonly amr: readonly string[];
}

type Answer = TokenEndpointResponse & TokenEndpointResponseHelpers;

const later = (seconds: unknown, now: number): number | null =>
  typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? now + seconds * 1000 : null;

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string' && each !== '');

/** Hosts that may take part: the issuer's, and those of its domain when it is in it. */
function sameHouse(provider: OpenidProvider, url: URL): boolean {
  const issuer = new URL(provider.issuer);
  if (url.host === issuer.host) return true;
  const within = (host: string) => provider.domain !== null && host.endsWith(`.${provider.domain}`);
  return url.port === '' && within(url.hostname) && within(issuer.hostname);
}

function checkAddress(provider: OpenidProvider, address: unknown): void {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
  if (url === null || !mayBeAsked(url, provider.transport.loopback) || !sameHouse(provider, url))
    throw new OpenidError('metadonnees-invalides', 'adresse');
}

/** One sign-in that waits for the browser. */
export interface SignIn {
  /** To be opened in the doctor's own browser. */
  readonly address: URL;
  /** Resolves once the browser came back and everything was verified; rejects with OpenidError. */
  readonly tokens: Promise<OpenidTokens>;
}

/**
 * OpenID Connect client of a desktop program: authorization code with PKCE S256 (RFC 7636), system browser and loopback redirect (RFC 8252),
 * state, nonce, identity token verified by the provider's published keys. Built on openid-client. Rejects with OpenidError and nothing else.
 */
export class OpenidClient {
  readonly #provider: OpenidProvider;
  readonly #configuration: Configuration;
  readonly #library: typeof import('openid-client');

  private constructor(provider: OpenidProvider, configuration: Configuration, library: typeof import('openid-client')) {
    this.#provider = provider;
    this.#configuration = configuration;
    this.#library = library;
  }

  /** Reads the provider's metadata, and refuses those of another issuer or that send elsewhere. */
  static async discover(provider: OpenidProvider): Promise<OpenidClient> {
    const { transport, clientSecret } = provider;
    checkAddress(provider, provider.issuer);
    checkAddress(provider, provider.metadata);
    // Loaded at the first sign-in: most starts do not need it.
    const library = await import('openid-client');
    const fetch = providerFetch(transport);
    const authentication = clientSecret === null ? library.None() : library.ClientSecretBasic(clientSecret);
    try {
      const configuration = await library.discovery(
        new URL(provider.metadata),
        provider.clientId,
        undefined,
        authentication,
        {
          [library.customFetch]: (url, { method, headers, body, signal }) =>
            fetch(url, { method, headers, body, signal }),
          execute: [
            // The signature of an identity token is checked even when it came straight from the provider.
            library.enableNonRepudiationChecks,
            ...(transport.loopback ? [library.allowInsecureRequests] : []),
          ],
        },
      );
      const found = configuration.serverMetadata();
      if (found.issuer !== provider.issuer) throw new OpenidError('metadonnees-invalides', 'issuer');
      for (const each of [found.authorization_endpoint, found.token_endpoint, found.jwks_uri])
        checkAddress(provider, each);
      for (const each of [found.userinfo_endpoint, found.revocation_endpoint])
        if (each !== undefined) checkAddress(provider, each);
      const methods = found.code_challenge_methods_supported;
      if (methods !== undefined && !methods.includes('S256')) throw new OpenidError('metadonnees-invalides', 'pkce');
      return new OpenidClient(provider, configuration, library);
    } catch (error) {
      throw openidErrorOf(error, false);
    }
  }

  /** Opens the loopback door and prepares the address to show. `signal` ends the wait: its reason may be an OpenidError. */
  async signIn(signal: AbortSignal): Promise<SignIn> {
    const { scope, acr, redirectPort } = this.#provider;
    const library = this.#library;
    const verifier = library.randomPKCECodeVerifier();
    const [state, nonce] = [library.randomState(), library.randomNonce()];
    const challenge = await library.calculatePKCECodeChallenge(verifier);
    const door = await openLoopbackRedirect(redirectPort, state, signal).catch(() => {
      throw new OpenidError('port-occupe', String(redirectPort));
    });
    const address = library.buildAuthorizationUrl(this.#configuration, {
      redirect_uri: door.uri,
      response_type: 'code',
      scope,
      acr_values: acr,
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    return { address, tokens: this.#receive(door, { verifier, state, nonce }, signal) };
  }

  async #receive(
    door: LoopbackRedirect,
    expected: { verifier: string; state: string; nonce: string },
    signal: AbortSignal,
  ): Promise<OpenidTokens> {
    try {
      const back = await door.answer.catch(() => {
        throw signal.reason instanceof OpenidError ? signal.reason : new OpenidError('annule');
      });
      const answer = await this.#library.authorizationCodeGrant(this.#configuration, back, {
        pkceCodeVerifier: expected.verifier,
        expectedState: expected.state,
        expectedNonce: expected.nonce,
        idTokenExpected: true,
      });
      return this.#tokens(answer, null);
    } catch (error) {
      throw openidErrorOf(error, false);
    } finally {
      door.close();
    }
  }

  #tokens(answer: Answer, former: OpenidTokens | null): OpenidTokens {
    const now = Date.now();
    const claims = answer.claims();
    // The level is decided at the sign-in; a renewal may bring an identity token without it, never of another person.
    if (claims !== undefined && claims.acr !== undefined && claims.acr !== this.#provider.acr)
      throw new OpenidError('niveau-insuffisant', String(claims.acr).slice(0, 40));
    if (former === null && claims?.acr === undefined) throw new OpenidError('niveau-insuffisant', 'absent');
    const subject = claims?.sub ?? former?.subject;
    if (subject === undefined || (former !== null && former.subject !== subject))
      throw new OpenidError('reponse-invalide', 'sub');
    const username = claims?.['preferred_username'];
    return {
      accessToken: answer.access_token,
      accessUntil: later(answer.expires_in, now),
      refreshToken: answer.refresh_token ?? former?.refreshToken ?? null,
      refreshUntil: later(answer['refresh_expires_in'], now) ?? former?.refreshUntil ?? null,
      subject,
      username: typeof username === 'string' ? username : (former?.username ?? null),
      amr: claims === undefined ? (former?.amr ?? []) : words(claims['amr']),
    };
  }

  /** New tokens for the same session. Rejects with `session-terminee` when the provider will not (ECO.1.2.6), `injoignable` when it cannot be asked. */
  async renew(tokens: OpenidTokens): Promise<OpenidTokens> {
    if (tokens.refreshToken === null) throw new OpenidError('session-terminee', 'sans_renouvellement');
    try {
      return this.#tokens(await this.#library.refreshTokenGrant(this.#configuration, tokens.refreshToken), tokens);
    } catch (error) {
      throw openidErrorOf(error, true);
    }
  }

  /** One claim of the profile that the access token opens; null when the provider has no profile or not this claim. */
  async profileClaim(tokens: OpenidTokens, name: string): Promise<string | null> {
    if (this.#configuration.serverMetadata().userinfo_endpoint === undefined) return null;
    try {
      const profile = await this.#library.fetchUserInfo(this.#configuration, tokens.accessToken, tokens.subject);
      const value: unknown = profile[name];
      return typeof value === 'string' ? value : null;
    } catch (error) {
      throw openidErrorOf(error, false);
    }
  }

  /** Tells the provider that the session is over (RFC 7009), if it listens; never rejects. */
  async revoke(tokens: OpenidTokens): Promise<void> {
    if (tokens.refreshToken === null || this.#configuration.serverMetadata().revocation_endpoint === undefined) return;
    await this.#library.tokenRevocation(this.#configuration, tokens.refreshToken).catch(() => undefined);
  }
}
