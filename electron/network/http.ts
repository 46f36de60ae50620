/** One HTTPS exchange, whoever holds the key: a software certificate (here) or the card (in the shell, through Chromium's stack). */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly timeoutMs: number;
  /** Aborted when the session is locked: the exchange ends at once, as a cut. */
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Rejects with NetworkError and nothing else. */
export interface HttpTransport {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/**
 * The first four: the peer surely received nothing. `timeout` and `cut`: the request left, what became of it is unknown.
 */
export type NetworkErrorKind = 'unreachable' | 'tls' | 'certificate-refused' | 'no-card' | 'timeout' | 'cut';

const SENTENCES: Readonly<Record<NetworkErrorKind, string>> = {
  unreachable: 'Le service ne répond pas. Rien n’a été transmis ; l’envoi pourra être repris.',
  tls: 'La connexion sécurisée avec le service n’a pas pu être établie. Rien n’a été transmis.',
  'certificate-refused': 'Le service n’accepte pas le certificat présenté. Rien n’a été transmis.',
  'no-card': 'La carte n’est plus dans le lecteur. Rien n’a été transmis ; insérez-la pour reprendre.',
  timeout: 'Le service n’a pas répondu à temps. La demande lui est peut-être parvenue.',
  cut: 'La connexion a été coupée pendant l’échange. La demande est peut-être parvenue au service.',
};

export class NetworkError extends Error {
  readonly kind: NetworkErrorKind;
  /** `reason`: a French sentence that says more than the kind does; nothing was transmitted then. */
  constructor(kind: NetworkErrorKind, options?: { cause?: unknown; reason?: string }) {
    super(options?.reason === undefined ? SENTENCES[kind] : `${options.reason} Rien n’a été transmis.`, options);
    this.name = 'NetworkError';
    this.kind = kind;
  }

  /** True when the peer may have received the request: it is never sent again without looking first. */
  get mayHaveBeenReceived(): boolean {
    return this.kind === 'timeout' || this.kind === 'cut';
  }
}
