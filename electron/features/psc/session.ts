import type { EtatPsc } from '../../../shared/contract/psc.ts';
import { instantOf } from '../../../shared/domain/civil-date.ts';
import { HygieError } from '../../../shared/errors.ts';
import { NoToken } from '../../network/mail-server.ts';
import { OpenidClient, type OpenidProvider, type OpenidTokens } from '../../network/openid/openid-client.ts';
import type { KeptTokens } from './sealed.ts';
import { OpenidError } from '../../network/openid/openid-error.ts';
import { PSC_NOT_RENEWED, PSC_NOT_SET, PSC_OTHER_PERSON, PSC_SENTENCES } from './texts.ts';

export interface PscPorts {
  /** How Pro Santé Connect is set; `sans-objet` when the mailbox logs in otherwise, null when something is missing. */
  provider(): Promise<OpenidProvider | null | 'sans-objet'>;
  /** The doctor whose card is in: nobody else's session is opened. */
  readonly idNat: string;
  /** Shows an address in the doctor's own browser. */
  openBrowser(address: URL): Promise<void>;
  /** Screens read again. */
  changed(): void;
  /** There is a session again: what waited may leave. */
  opened(): void;
  /** There is none any more. */
  ended(): void;
  /** For the journal: what happened, never a token. */
  trace(action: 'connexion' | 'renouvellement' | 'fin', detail: Record<string, string>): void;
  readonly now: () => Date;
  /** Milliseconds the browser's page is waited for. */
  readonly patience?: number;
}

/** As long as a page of a bank stays open. */
const PATIENCE = 5 * 60_000;
/** A token about to end would be refused on its way. */
const MARGIN = 20_000;
const SHORTEST_RENEWAL = 1_000;
/** Between two tries while the provider cannot be asked. */
const RETRY = 30_000;
/** How long a lock waits for a renewal. */
const LAST_RENEWAL = 2_000;
/** When the provider says nothing of its tokens' lives: those of the operators' guides (four to five minutes). */
const USUAL_LIFE = 240_000;

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

interface Open {
  /** null after a lock, until the provider is asked again. */
  client: OpenidClient | null;
  readonly since: Date;
  tokens: OpenidTokens;
}

/**
 * The doctor's Pro Santé Connect session, from sign-in to its end or the lock. Tokens live here, in memory (ECO.1.2.5); it renews itself while it holds
 * (ECO.1.2.7) and is over when the renewal is refused (ECO.1.2.6). A provider that cannot be asked ends nothing.
 */
export class PscSession {
  readonly #ports: PscPorts;
  readonly #closing = new AbortController();
  #open: Open | null = null;
  #waiting: AbortController | null = null;
  #over = false;
  #reason: string | null = null;
  #renewing: Promise<OpenidTokens> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: PscPorts) {
    this.#ports = ports;
  }

  /** There was a session and it is over; or there never was one. Nothing may be shown to an operator. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  async state(): Promise<EtatPsc> {
    const nothing = { depuis: null, jusqua: null, raison: this.#reason };
    const provider = await this.#ports.provider();
    if (provider === 'sans-objet') return { etat: 'sans-objet', ...nothing, raison: null };
    if (this.#waiting !== null) return { etat: 'attente', ...nothing, raison: null };
    if (provider === null) return { etat: 'non-regle', ...nothing, raison: PSC_NOT_SET };
    if (this.#open === null) return { etat: this.#over ? 'a-reconnecter' : 'deconnecte', ...nothing };
    const { since, tokens } = this.#open;
    const until = tokens.refreshUntil;
    return {
      etat: 'connecte',
      depuis: instantOf(since),
      jusqua: until === null ? null : instantOf(new Date(until)),
      raison: this.#reason,
    };
  }

  /**
   * Starts a sign-in: resolves once the browser was asked to open; what follows is told by `changed`. A second call while one waits shows the page again
   * from the start. Throws HygieError.
   */
  async connect(): Promise<void> {
    const provider = await this.#ports.provider();
    if (provider === 'sans-objet' || provider === null) throw new HygieError('NOT_ALLOWED', PSC_NOT_SET);
    this.#waiting?.abort(new OpenidError('annule'));
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#reason = null;
    this.#ports.changed();
    const late = setTimeout(() => waiting.abort(new OpenidError('delai-depasse')), this.#ports.patience ?? PATIENCE);
    try {
      const client = await OpenidClient.discover(provider);
      if (waiting.signal.aborted) throw waiting.signal.reason;
      const { address, tokens } = await client.signIn(AbortSignal.any([waiting.signal, this.#closing.signal]));
      tokens.catch(() => undefined);
      await this.#ports.openBrowser(address).catch(() => {
        throw new OpenidError('navigateur');
      });
      void this.#finish(waiting, client, tokens).finally(() => clearTimeout(late));
    } catch (error) {
      clearTimeout(late);
      waiting.abort(error);
      const sentence = this.#failed(waiting, error);
      // Whoever gave it up needs no message.
      if (!(error instanceof OpenidError && error.kind === 'annule')) throw new HygieError('NETWORK', sentence);
    }
  }

  /** Gives the wait up; nothing when there is none. */
  cancel(): void {
    this.#waiting?.abort(new OpenidError('annule'));
  }

  async #finish(waiting: AbortController, client: OpenidClient, received: Promise<OpenidTokens>): Promise<void> {
    try {
      const tokens = await received;
      const who = tokens.username ?? (await client.profileClaim(tokens, 'SubjectNameID'));
      if (who !== this.#ports.idNat) {
        await client.revoke(tokens);
        throw new HygieError('NOT_ALLOWED', PSC_OTHER_PERSON);
      }
      if (this.#waiting !== waiting || this.#closing.signal.aborted) return;
      this.#waiting = null;
      this.#ports.trace('connexion', { resultat: 'ok', moyen: tokens.amr.join(' ') });
      this.#take({ client, tokens, since: this.#ports.now() });
    } catch (error) {
      this.#failed(waiting, error);
    }
  }

  #failed(waiting: AbortController, error: unknown): string {
    const kind = error instanceof OpenidError ? error.kind : 'reponse-invalide';
    const sentence = error instanceof HygieError ? (error.detail ?? error.message) : PSC_SENTENCES[kind];
    if (this.#waiting !== waiting) return sentence;
    this.#waiting = null;
    this.#reason = sentence;
    const code = error instanceof OpenidError ? error.message : error instanceof HygieError ? error.code : 'erreur';
    this.#ports.trace('connexion', { resultat: code });
    this.#ports.changed();
    return sentence;
  }

  #take(open: Open): void {
    this.#open = open;
    this.#over = false;
    this.#reason = null;
    this.#schedule();
    this.#ports.changed();
    this.#ports.opened();
  }

  /** Three quarters of a token's life: the next one is there before it ends. */
  #schedule(pause?: number): void {
    clearTimeout(this.#timer);
    if (this.#open === null || this.#closing.signal.aborted) return;
    const until = this.#open.tokens.accessUntil;
    const life = until === null ? USUAL_LIFE : until - this.#ports.now().getTime();
    this.#timer = setTimeout(
      () => void this.#renew().catch(() => undefined),
      pause ?? Math.max(SHORTEST_RENEWAL, life * 0.75),
    );
    this.#timer.unref();
  }

  /** One renewal at a time, whoever asks: a renewal token serves once. */
  #renew(): Promise<OpenidTokens> {
    this.#renewing ??= this.#renewNow().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renewNow(): Promise<OpenidTokens> {
    const open = this.#open;
    if (open === null) throw new NoToken('session-fermee');
    try {
      open.client ??= await this.#discover();
      const tokens = await open.client.renew(open.tokens);
      if (this.#open !== open) throw new NoToken('session-fermee');
      open.tokens = tokens;
      this.#reason = null;
      this.#schedule();
      // The end of the session has moved.
      this.#ports.changed();
      return tokens;
    } catch (error) {
      if (!(error instanceof OpenidError) || this.#open !== open) throw error;
      const { refreshUntil } = open.tokens;
      const expired = refreshUntil !== null && refreshUntil <= this.#ports.now().getTime();
      if (error.kind === 'injoignable' && !expired) {
        this.#reason = PSC_NOT_RENEWED;
        this.#ports.changed();
        this.#schedule(RETRY);
        throw new NoToken('injoignable');
      }
      this.#ports.trace('renouvellement', { resultat: error.message });
      this.#end(PSC_SENTENCES[error.kind === 'injoignable' ? 'session-terminee' : error.kind]);
      throw new NoToken('session-fermee');
    }
  }

  async #discover(): Promise<OpenidClient> {
    const provider = await this.#ports.provider();
    if (provider === null || provider === 'sans-objet') throw new OpenidError('session-terminee', 'reglages');
    return await OpenidClient.discover(provider);
  }

  #end(reason: string | null): void {
    clearTimeout(this.#timer);
    this.#open = null;
    this.#over = true;
    this.#reason = reason;
    this.#ports.changed();
    this.#ports.ended();
  }

  /**
   * The token to show to the operator. `refused`: the one shown was refused, another is asked for (ECO.1.2.7). Rejects with NoToken: `session-fermee`
   * when only the doctor can open another session, `injoignable` when it is enough to wait.
   */
  async accessToken(refused: boolean): Promise<string> {
    if (this.#open === null) throw new NoToken('session-fermee');
    const { tokens } = this.#open;
    const left = tokens.accessUntil === null ? Infinity : tokens.accessUntil - this.#ports.now().getTime();
    if (!refused && left > MARGIN) return tokens.accessToken;
    try {
      return (await this.#renew()).accessToken;
    } catch (error) {
      // One that still lives opens the mailbox while the provider cannot be asked.
      if (!refused && left > 0 && error instanceof NoToken && error.why === 'injoignable') return tokens.accessToken;
      throw error;
    }
  }

  /** The doctor ends it: Pro Santé Connect is told. */
  async disconnect(): Promise<void> {
    this.cancel();
    const open = this.#open;
    if (open === null) return;
    this.#ports.trace('fin', { resultat: 'demande' });
    this.#end(null);
    await open.client?.revoke(open.tokens);
  }

  /** After a lock: the session of before is used again, if the provider still holds it. */
  resume(kept: KeptTokens): void {
    const { since, ...tokens } = kept;
    this.#open = { client: null, tokens, since: new Date(since) };
    this.#schedule(0);
  }

  /** The lock: every token is forgotten. Gives what may be kept of the session, for the caller to seal; null when there is none. */
  async close(): Promise<KeptTokens | null> {
    this.#closing.abort(new OpenidError('annule'));
    clearTimeout(this.#timer);
    // A renewal under way has spent its token already: the next one is worth a moment.
    if (this.#renewing !== null) await Promise.race([this.#renewing.catch(() => undefined), after(LAST_RENEWAL)]);
    clearTimeout(this.#timer);
    const open = this.#open;
    this.#open = null;
    return open === null ? null : { ...open.tokens, since: open.since.getTime() };
  }
}
