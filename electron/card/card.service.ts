import { randomBytes, verify } from 'node:crypto';
import type { CardView } from '../../shared/contract/session.ts';
import type { Situation } from '../../shared/domain/practitioner.ts';
import { HygieError } from '../../shared/errors.ts';
import { judgeCard, triesLeft, type AcceptedCard, type CardTrust } from './acceptance.ts';
import { parsePractice, parseSpeciality } from './practice.parser.ts';
import type { CardAnswer, CardChannel, CardRequest, Observation, RawCard } from './protocol.ts';

/** Signs with the card's signature key (nonRepudiation). */
export interface Signer {
  /** CKM_SHA256_RSA_PKCS or CKM_SHA1_RSA_PKCS over the whole data. Throws HygieError CARD_REMOVED, CARD_PROBLEM. */
  sign(data: Uint8Array, hash: 'sha256' | 'sha1'): Promise<Uint8Array>;
  /** DER. */
  readonly certificate: Uint8Array;
}

export interface CardHolder {
  readonly idNat: string;
  readonly nom: string;
  readonly prenom: string;
  readonly specialite: string | null;
  readonly situations: readonly Situation[];
  readonly cardSerial: string;
  readonly auth: AcceptedCard['auth'];
  readonly sign: AcceptedCard['sign'];
}

export type LoginOutcome =
  | { readonly outcome: 'ok'; readonly holder: CardHolder }
  | { readonly outcome: 'wrong-pin'; readonly triesLeft: 1 | 2 | 'plusieurs' }
  | { readonly outcome: 'last-try-needs-confirmation' }
  | { readonly outcome: 'blocked' }
  | { readonly outcome: 'pin-format'; readonly message: string }
  | { readonly outcome: 'refused'; readonly message: string };

export interface CardServiceOptions {
  /** Starts the card process. */
  readonly fork: () => CardChannel;
  /** PKCS#11 module; null when none is installed. */
  readonly modulePath: string | null;
  readonly pollMilliseconds?: number;
  readonly trust: CardTrust;
  readonly now: () => Date;
}

export interface CardService {
  view(): CardView;
  onChange(listener: () => void): () => void;
  login(pin: Uint8Array, confirmLastTry: boolean): Promise<LoginOutcome>;
  logout(): Promise<void>;
  /** Deterministic signature by the authentication key, verified here against its certificate. */
  authSignature(message: Uint8Array): Promise<Uint8Array>;
  /** The signature key of the card that is logged in. Throws HygieError CARD_REMOVED. */
  signer(): Signer;
  useModule(path: string): void;
  close(): void;
}

const CALL_TIMEOUT = 30_000;
const PATIENCE = 1_000;

/** The card as the rest of Hygie sees it. The process behind is started again when it dies, and the login is then lost. */
export function createCardService(options: CardServiceOptions): CardService {
  const { trust, now } = options;
  const listeners = new Set<() => void>();
  const waiting = new Map<number, { resolve: (answer: CardAnswer) => void; timer: NodeJS.Timeout }>();
  let channel: CardChannel | null = null;
  let modulePath = options.modulePath;
  let nextId = 1;
  let closed = false;
  let raw: RawCard | null = null;
  let accepted: AcceptedCard | null = null;
  let loggedIn: CardHolder | null = null;
  let view: CardView = { etat: 'sans-module', chemin: modulePath };
  let judging: Promise<void> = Promise.resolve();

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  function observed(observation: Observation): void {
    judging = judging.then(async () => {
      const before = loggedIn;
      if (observation.state !== 'card') {
        raw = null;
        accepted = null;
        loggedIn = null;
        const states = { 'no-module': 'sans-module', 'no-reader': 'sans-lecteur', 'no-card': 'sans-carte', unreadable: 'illisible' } as const;
        const etat = states[observation.state];
        view = etat === 'sans-module' ? { etat, chemin: modulePath } : { etat };
      } else {
        if (before !== null && before.cardSerial !== observation.card.serial) loggedIn = null;
        raw = observation.card;
        ({ view, accepted } = await judgeCard(observation.card, trust, now()));
      }
      tell();
    });
  }

  function lost(): void {
    channel = null;
    for (const { resolve, timer } of waiting.values()) {
      clearTimeout(timer);
      resolve({ kind: 'gone' });
    }
    waiting.clear();
    observed({ state: 'no-card' });
    if (!closed) setTimeout(connect, PATIENCE).unref();
  }

  function connect(): void {
    if (closed || modulePath === null || channel !== null) return;
    const opened = options.fork();
    channel = opened;
    opened.onMessage((message) => {
      if ('observation' in message) return observed(message.observation);
      const entry = waiting.get(message.id);
      if (entry === undefined) return;
      waiting.delete(message.id);
      clearTimeout(entry.timer);
      entry.resolve(message.answer);
    });
    opened.onExit(() => {
      if (channel === opened) lost();
    });
    void request({ call: 'start', modulePath, pollMilliseconds: options.pollMilliseconds ?? 1000 });
  }

  function request(call: CardRequest): Promise<CardAnswer> {
    const target = channel;
    if (target === null) return Promise.resolve({ kind: 'gone' });
    return new Promise((resolve) => {
      const id = nextId++;
      // A reader that hangs inside the module cannot be interrupted otherwise: the process goes, the login with it.
      const timer = setTimeout(() => target.kill(), CALL_TIMEOUT);
      waiting.set(id, { resolve, timer });
      target.send({ id, request: call });
    });
  }

  async function bytesOf(call: CardRequest): Promise<Uint8Array> {
    const answer = await request(call);
    if (answer.kind === 'bytes') return answer.bytes;
    throw new HygieError(answer.kind === 'gone' ? 'CARD_REMOVED' : 'CARD_PROBLEM');
  }

  async function authenticated(card: RawCard, certificates: AcceptedCard): Promise<boolean> {
    const challenge = randomBytes(32);
    const signature = await bytesOf({ call: 'sign', key: 'auth', hash: 'sha256', data: challenge });
    return raw?.serial === card.serial && verify('sha256', challenge, certificates.auth.publicKey, signature);
  }

  async function login(pin: Uint8Array, confirmLastTry: boolean): Promise<LoginOutcome> {
    await judging;
    const card = raw;
    const certificates = accepted;
    if (card === null) return { outcome: 'refused', message: 'Aucune carte dans le lecteur.' };
    if (card.tries === 'locked') return { outcome: 'blocked' };
    if (certificates === null) return { outcome: 'refused', message: 'Cette carte ne peut pas ouvrir Hygie.' };
    // A PIN out of its range would be refused without using a try: say so without asking the card.
    if (pin.length < card.minimumPin || pin.length > card.maximumPin || !pin.every((byte) => byte >= 0x30 && byte <= 0x39)) {
      pin.fill(0);
      return { outcome: 'pin-format', message: `Le code porteur a de ${card.minimumPin} à ${card.maximumPin} chiffres.` };
    }
    if (card.tries === 'final' && !confirmLastTry) {
      pin.fill(0);
      return { outcome: 'last-try-needs-confirmation' };
    }
    const answer = await request({ call: 'login', pin });
    pin.fill(0);
    if (answer.kind !== 'login' || answer.answer === 'gone') return { outcome: 'refused', message: 'La carte a été retirée.' };
    if (answer.answer === 'locked') return { outcome: 'blocked' };
    if (answer.answer === 'not-initialised') return { outcome: 'refused', message: 'Insérez la carte dans le lecteur : le sans-contact ne suffit pas.' };
    if (answer.answer === 'wrong') {
      const left = triesLeft(answer.tries);
      return { outcome: 'wrong-pin', triesLeft: left === 1 || left === 2 ? left : 'plusieurs' };
    }
    if (!(await authenticated(card, certificates))) {
      await request({ call: 'logout' });
      return { outcome: 'refused', message: 'La carte n’a pas prouvé son identité.' };
    }
    const practices = await request({ call: 'activities' });
    const { auth, sign } = certificates;
    const holder: CardHolder = {
      idNat: auth.commonName,
      nom: auth.surname,
      prenom: auth.givenName,
      specialite: parseSpeciality(card.info),
      situations: (practices.kind === 'list' ? practices.list : []).flatMap((bytes) => parsePractice(bytes) ?? []),
      cardSerial: card.serial,
      auth,
      sign,
    };
    loggedIn = holder;
    return { outcome: 'ok', holder };
  }

  connect();
  return {
    view: () => view,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    login,
    async logout() {
      loggedIn = null;
      await request({ call: 'logout' });
    },
    async authSignature(message) {
      const holder = loggedIn;
      if (holder === null) throw new HygieError('CARD_REMOVED');
      const signature = await bytesOf({ call: 'sign', key: 'auth', hash: 'sha256', data: message });
      if (!verify('sha256', message, holder.auth.publicKey, signature)) throw new HygieError('CARD_PROBLEM');
      return signature;
    },
    signer() {
      const holder = loggedIn;
      if (holder === null) throw new HygieError('CARD_REMOVED');
      return {
        certificate: holder.sign.der,
        sign: (data, hash) => {
          if (loggedIn !== holder) return Promise.reject(new HygieError('CARD_REMOVED'));
          return bytesOf({ call: 'sign', key: 'sign', hash, data });
        },
      };
    },
    useModule(path) {
      modulePath = path;
      if (channel === null) connect();
      else void request({ call: 'start', modulePath: path, pollMilliseconds: options.pollMilliseconds ?? 1000 });
    },
    close() {
      closed = true;
      channel?.kill();
      channel = null;
    },
  };
}
