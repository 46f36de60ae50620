import { HygieError } from '../../../shared/errors.ts';
import type { EtatMessagerie } from '../../../shared/contract/messagerie.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { listFolders } from '../../network/imap-folders.ts';
import { LONGEST_IDLE, watchFolder, type Watch } from '../../network/imap-watch.ts';
import { mailErrorOf, MailSession, type MailError } from '../../network/imap.ts';
import { accessTo, type CompteOuvert } from './account.ts';
import { useBox } from './boxes.commands.ts';
import { followFolders } from './folders.commands.ts';
import type { KeptMail } from './keep.commands.ts';
import { CERTIFICATS } from './outcome.ts';
import { replayOperations } from './replay.ts';
import { foldersToSync } from './sync.repository.ts';
import { syncFolders, type RecordPort } from './sync-folder.ts';

export interface MailboxPorts extends RecordPort {
  /** The mailbox of whoever is logged in; null when none is set up. */
  account(): Promise<CompteOuvert | null>;
  /** Messages are on disk: read them, give them to reception. */
  kept(messages: readonly KeptMail[]): void;
  /** What the mailbox shows has changed. */
  changed(): void;
  /** Every connection and its end, success and failure (ECO.4.1.1). Never a secret. */
  trace(
    action: 'connexion' | 'deconnexion' | 'synchronisation',
    detail: Record<string, string | number | boolean | null>,
  ): void;
  report(what: string, error: unknown): void;
  now(): Date;
  random(): number;
}

const POLL = 5 * 60_000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 5 * 60_000;

const SENTENCES: Readonly<Record<MailError['kind'], string>> = {
  injoignable:
    'La messagerie MSSanté ne répond pas. Les messages déjà reçus restent lisibles ; la connexion est retentée.',
  'session-fermee': 'Votre session Pro Santé Connect est terminée : la messagerie attend que vous vous reconnectiez.',
  'authentification-refusee':
    'La messagerie MSSanté refuse vos identifiants. Vérifiez le compte dans « Réglages », puis synchronisez.',
  'certificat-refuse': 'Le certificat de la messagerie a été refusé.',
  'sans-starttls': 'Le serveur ne propose pas de connexion chiffrée : rien ne lui a été demandé.',
  protocole: 'La messagerie MSSanté a répondu de façon inattendue. La connexion est retentée.',
};

function sentenceOf(error: unknown): string {
  if (error instanceof HygieError) return error.detail ?? error.message;
  const failure = mailErrorOf(error);
  if (failure.problem !== null) return `${CERTIFICATS[failure.problem]} Rien n’a été échangé.`;
  return SENTENCES[failure.kind];
}

type State = Pick<
  EtatMessagerie,
  | 'etat'
  | 'adresse'
  | 'enDirect'
  | 'horsLigneDepuis'
  | 'derniereSynchronisation'
  | 'raison'
  | 'prochainEssai'
  | 'avancement'
>;

/**
 * Keeps the mailbox of whoever is logged in beside the operator's: one connection for commands, one that listens. It lives from unlock to lock; its failures are its own and
 * disturb nothing else (ECO.1.2.3).
 */
export class MailboxEngine {
  readonly #ports: MailboxPorts;
  readonly #stopping = new AbortController();
  #state: State = {
    etat: 'hors-ligne',
    adresse: null,
    enDirect: false,
    horsLigneDepuis: null,
    derniereSynchronisation: null,
    raison: null,
    prochainEssai: null,
    avancement: null,
  };
  #running: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #woken: 'rien' | 'boite' | 'tout' = 'rien';

  constructor(ports: MailboxPorts) {
    this.#ports = ports;
  }

  get state(): State {
    return this.#state;
  }

  start(): void {
    this.#running ??= this.#live();
  }

  /** Something is to be done: `boite` the inbox and the gestures that wait, `tout` every folder. */
  wake(what: 'boite' | 'tout'): void {
    if (this.#woken !== 'tout') this.#woken = what;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#ports.changed();
  }

  /** Sleeps until woken; answers what for, « rien » when the time is up. */
  async #sleep(milliseconds: number): Promise<'rien' | 'boite' | 'tout'> {
    if (this.#woken === 'rien' && !this.#stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    const woken = this.#woken;
    this.#woken = 'rien';
    return woken;
  }

  async #live(): Promise<void> {
    let failures = 0;
    while (!this.#stopped) {
      try {
        const account = await this.#ports.account();
        if (account === null) {
          this.#set({ etat: 'sans-compte', adresse: null, raison: null });
          await this.#sleep(POLL);
          continue;
        }
        const { adresse } = account.compte;
        // What was said of another mailbox is not true of this one.
        const known = this.#state.adresse === adresse ? this.#state : { ...this.#state, derniereSynchronisation: null };
        this.#state = { ...known, adresse };
        await this.#connected(account, () => {
          failures = 0;
        });
      } catch (error) {
        if (this.#stopped) break;
        failures += 1;
        await this.#offline(error, failures);
      }
    }
    this.#state = { ...this.#state, etat: 'hors-ligne' };
  }

  async #offline(error: unknown, failures: number): Promise<void> {
    const { now, random, trace, report } = this.#ports;
    const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.75 + random() / 2);
    const kind = error instanceof HygieError ? error.code : mailErrorOf(error).kind;
    trace('connexion', { resultat: kind, echecs: failures });
    if (error instanceof HygieError && error.code === 'INTERNAL') report('messagerie', error);
    this.#set({
      etat: 'hors-ligne',
      enDirect: false,
      horsLigneDepuis: this.#state.horsLigneDepuis ?? (now().toISOString() as Instant),
      raison: sentenceOf(error),
      prochainEssai: new Date(now().getTime() + pause).toISOString() as Instant,
      avancement: null,
    });
    await this.#sleep(pause);
  }

  /** One connected life: ends by an error, or at the stop. */
  async #connected(account: CompteOuvert, succeeded: () => void): Promise<void> {
    // What is done from now on is this mailbox's, whether its server answers or not.
    const adresse = account.compte.adresse.toLowerCase();
    await this.#ports.execute(useBox, { adresse, serveur: null });
    const { imap } = accessTo(account);
    const { signal } = this.#stopping;
    const started = this.#ports.now().getTime();
    const session = await MailSession.open(imap, signal, { longestIdle: LONGEST_IDLE });
    const serveur = `${imap.server.host.toLowerCase()}:${imap.server.port}`;
    const { renumerote } = await this.#ports.execute(useBox, { adresse, serveur });
    this.#ports.trace('connexion', { resultat: 'ok', dureeMs: this.#ports.now().getTime() - started });
    let watch: Watch | null = null;
    try {
      await this.#sync(session, adresse, 'tout', renumerote);
      succeeded();
      while (!this.#stopped) {
        if (watch === null) watch = await this.#listen(account);
        const heard = watch;
        const woken = await this.#sleep(POLL);
        if (this.#stopped || (woken !== 'rien' && (await this.#resettled(account)))) break;
        if (heard !== null && !(await stillListening(heard))) watch = null;
        await this.#sync(session, adresse, woken === 'boite' ? 'boite' : 'tout');
      }
    } finally {
      await watch?.stop();
      await session.close();
      this.#ports.trace('deconnexion', { resultat: 'ok' });
    }
  }

  /** The settings say otherwise than when this connection was made: the next one is made as they say. */
  async #resettled({ compte, secret }: CompteOuvert): Promise<boolean> {
    const now = await this.#ports.account();
    return (
      now === null ||
      now.sessionFermee === true ||
      now.secret !== secret ||
      JSON.stringify(now.compte) !== JSON.stringify(compte)
    );
  }

  /** Without a second connection the server is asked every five minutes: slower, never silent. */
  async #listen(account: CompteOuvert): Promise<Watch | null> {
    try {
      const watch = await watchFolder(accessTo(account).imap, 'INBOX', () => this.wake('boite'), this.#stopping.signal);
      void watch.ended.then(() => {
        if (!this.#stopped) this.wake('boite');
      });
      this.#set({ enDirect: watch.live });
      // What came between the synchronisation and the first IDLE.
      this.wake('boite');
      return watch;
    } catch (error) {
      this.#ports.report('messagerie, écoute', error);
      this.#set({ enDirect: false });
      return null;
    }
  }

  /** `renumbered`: every number that was known is forgotten, the gestures wait until the messages are found again. */
  async #sync(session: MailSession, adresse: string, asked: 'boite' | 'tout', renumbered = false): Promise<void> {
    const { execute, query, changed, kept, now, trace } = this.#ports;
    const { signal } = this.#stopping;
    const first = this.#state.derniereSynchronisation === null;
    if (first) this.#set({ etat: 'synchronisation' });
    const started = now().getTime();
    const record: RecordPort = { execute, query };
    const replayed = renumbered ? { count: 0, renumbered } : await replayOperations(session, adresse, record, signal);
    const what = replayed.renumbered ? 'tout' : asked;
    if (what === 'tout') {
      const dossiers = await listFolders(session);
      const known = await query(foldersToSync, { adresse });
      // The same tree as before is no event.
      if (treeOf(dossiers) !== treeOf(known.map(({ chemin, nom, genre }) => ({ path: chemin, name: nom, use: genre }))))
        await execute(followFolders, { adresse, dossiers });
    }
    const all = await query(foldersToSync, { adresse });
    const ports = {
      ...record,
      adresse,
      kept,
      signal,
      progress: (recus: number, total: number) => {
        if (first) this.#set({ avancement: { recus, total } });
        else changed();
      },
    };
    const wanted = what === 'tout' ? all : all.filter(({ genre }) => genre === 'reception');
    let { changes, gone } = await syncFolders(session, wanted, ports);
    // What left the inbox may have been put elsewhere by another client: it is looked for at once.
    if (what === 'boite' && gone > 0) {
      const rest = await syncFolders(session, await query(foldersToSync, { adresse }), ports);
      changes += rest.changes;
      gone += rest.gone;
    }
    // What waited for the numbers is told now.
    if (replayed.renumbered) this.wake('boite');
    if (changes > 0 || replayed.count > 0)
      trace('synchronisation', {
        changements: changes,
        gestes: replayed.count,
        partis: gone,
        dureeMs: now().getTime() - started,
      });
    this.#set({
      etat: 'connecte',
      horsLigneDepuis: null,
      raison: null,
      prochainEssai: null,
      avancement: null,
      derniereSynchronisation: now().toISOString() as Instant,
    });
  }
}

const treeOf = (folders: readonly { path: string; name: string; use: string }[]): string =>
  JSON.stringify(folders.map(({ path, name, use }) => [path, name, use]).sort());

async function stillListening(watch: Watch): Promise<boolean> {
  return await Promise.race([watch.ended.then(() => false), Promise.resolve(true)]);
}
