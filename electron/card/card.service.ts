import { randomBytes, verify } from 'node:crypto';
import type { CardView } from '../../shared/contract/session.ts';
import { HygieError } from '../../shared/errors.ts';
import { judgeCard, refusalInFrench, triesLeft, type AcceptedCard } from './acceptance.ts';
import { openCardLink } from './card-link.ts';
import type { CardHolder, CardService, CardServiceOptions, LoginOutcome } from './card.types.ts';
import { parsePractice, parseSpeciality } from './practice.parser.ts';
import type { CardAnswer, CardRequest, Observation, RawCard } from './protocol.ts';

const EMPTY_VIEWS = {
  'no-module': 'sans-module',
  'no-reader': 'sans-lecteur',
  'no-card': 'sans-carte',
  unreadable: 'illisible',
} as const;

const CANCELLED: LoginOutcome = {
  outcome: 'refused',
  message:
    'Aucun code n’a été validé sur le lecteur : la saisie a été annulée, ou a trop attendu. Aucun essai n’a été utilisé.',
};
const REMOVED: LoginOutcome = { outcome: 'refused', message: 'La carte a été retirée. Insérez-la de nouveau.' };

/** The card as the rest of Hygie sees it. */
export function createCardService(options: CardServiceOptions): CardService {
  const { trust, now } = options;
  const listeners = new Set<() => void>();
  let modulePath = options.modulePath;
  let card: RawCard | null = null;
  let accepted: AcceptedCard | null = null;
  let session: { readonly holder: CardHolder; readonly insertion: number } | null = null;
  let view: CardView = { etat: 'sans-module', chemin: modulePath };
  let loggingIn = false;

  const link = openCardLink({
    fork: options.fork,
    pollMilliseconds: options.pollMilliseconds ?? 1000,
    onObservation: (observation) => {
      const seen = observation.state === 'card' ? observation.card : null;
      // First of all: nothing signs any more for a card that left.
      if (session !== null && session.insertion !== seen?.insertion) session = null;
      observed(observation);
    },
  });

  function judge(raw: RawCard): void {
    card = raw;
    ({ view, accepted } = judgeCard(raw, trust, now()));
  }

  function observed(observation: Observation): void {
    card = null;
    accepted = null;
    if (observation.state === 'card') judge(observation.card);
    else {
      const etat = EMPTY_VIEWS[observation.state];
      view = etat === 'sans-module' ? { etat, chemin: modulePath } : { etat };
    }
    for (const listener of [...listeners]) listener();
  }

  async function bytesOf(call: CardRequest): Promise<Uint8Array> {
    const answer = await link.request(call);
    if (answer.kind === 'bytes') return answer.bytes;
    throw new HygieError(answer.kind === 'gone' ? 'CARD_REMOVED' : 'CARD_PROBLEM');
  }

  async function signed(
    key: 'auth' | 'sign',
    hash: 'sha256' | 'sha1',
    data: Uint8Array,
    as: AcceptedCard,
    insertion: number,
  ) {
    const signature = await bytesOf({ call: 'sign', key, hash, data, insertion });
    if (!verify(hash, data, as[key].publicKey, signature)) throw new HygieError('CARD_PROBLEM');
    return signature;
  }

  /** After the PIN: the card proves by a fresh challenge that it holds the key of its certificate, then tells its practices. */
  async function proven(raw: RawCard, certificates: AcceptedCard): Promise<LoginOutcome> {
    try {
      await signed('auth', 'sha256', randomBytes(32), certificates, raw.insertion);
    } catch (error) {
      await link.request({ call: 'logout' });
      if (error instanceof HygieError && error.code === 'CARD_REMOVED') return REMOVED;
      return { outcome: 'refused', message: 'La carte n’a pas prouvé son identité : elle ne peut pas ouvrir Hygie.' };
    }
    const practices = await link.request({ call: 'activities' });
    if (practices.kind === 'gone') return REMOVED;
    const { auth, sign } = certificates;
    const holder: CardHolder = {
      idNat: auth.commonName,
      nom: auth.surname,
      prenom: auth.givenName,
      specialite: parseSpeciality(raw.info),
      situations: (practices.kind === 'list' ? practices.list : []).flatMap((bytes) => parsePractice(bytes) ?? []),
      cardSerial: raw.serial,
      tokenLabel: raw.label,
      pinPad: raw.pinPad,
      auth,
      sign,
    };
    if (card?.insertion !== raw.insertion) return REMOVED;
    session = { holder, insertion: raw.insertion };
    return { outcome: 'ok', holder };
  }

  function refused(answer: CardAnswer): LoginOutcome {
    if (answer.kind !== 'login')
      return answer.kind === 'gone' ? REMOVED : { outcome: 'refused', message: new HygieError('CARD_PROBLEM').message };
    switch (answer.answer) {
      case 'locked':
        return { outcome: 'blocked' };
      case 'last-try':
        return { outcome: 'last-try-needs-confirmation' };
      case 'not-initialised':
        return { outcome: 'refused', message: refusalInFrench('sans-contact') };
      case 'cancelled':
        return CANCELLED;
      case 'wrong': {
        const left = triesLeft(answer.tries);
        return { outcome: 'wrong-pin', triesLeft: left === 1 || left === 2 ? left : 'plusieurs' };
      }
      default:
        return REMOVED;
    }
  }

  async function attempt(pin: Uint8Array, lastTryConfirmed: boolean): Promise<LoginOutcome> {
    const raw = card;
    if (raw === null) return { outcome: 'refused', message: 'Aucune carte dans le lecteur.' };
    if (raw.tries === 'locked') return { outcome: 'blocked' };
    // It may have been in the reader for days: dates and revocation are those of now.
    judge(raw);
    const certificates = accepted;
    if (certificates === null) {
      const reason = view.etat === 'carte' ? view.refus : null;
      return { outcome: 'refused', message: refusalInFrench(reason ?? 'incoherente') };
    }
    if (raw.pinPad && pin.length > 0)
      return {
        outcome: 'pin-format',
        message: 'Votre lecteur a un clavier : saisissez votre code sur le lecteur, pas ici.',
      };
    const { minimumPin, maximumPin } = raw;
    const digits = pin.every((byte) => byte >= 0x30 && byte <= 0x39);
    // A PIN out of its range would be refused without using a try: say so without asking the card.
    if (!raw.pinPad && (!digits || pin.length < minimumPin || pin.length > maximumPin))
      return { outcome: 'pin-format', message: `Le code porteur a de ${minimumPin} à ${maximumPin} chiffres.` };
    if (raw.tries === 'final' && !lastTryConfirmed) return { outcome: 'last-try-needs-confirmation' };
    // The card forgets the former login before it tries this PIN.
    session = null;
    const answer = await link.request({ call: 'login', pin, insertion: raw.insertion, lastTryConfirmed });
    return answer.kind === 'login' && answer.answer === 'ok' ? proven(raw, certificates) : refused(answer);
  }

  if (modulePath !== null) link.use(modulePath);
  return {
    view: () => view,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async login(pin, confirmLastTry) {
      // A key pressed twice must not cost two tries.
      if (loggingIn) {
        pin.fill(0);
        return { outcome: 'refused', message: 'Un code est déjà en cours de vérification.' };
      }
      loggingIn = true;
      try {
        return await attempt(pin, confirmLastTry);
      } finally {
        pin.fill(0);
        loggingIn = false;
      }
    },
    async logout() {
      session = null;
      await link.request({ call: 'logout' });
    },
    async authSignature(message) {
      if (session === null) throw new HygieError('CARD_REMOVED');
      return signed('auth', 'sha256', message, session.holder, session.insertion);
    },
    signer() {
      const current = session;
      if (current === null) throw new HygieError('CARD_REMOVED');
      return {
        certificate: current.holder.sign.der,
        async sign(data, hash) {
          if (session !== current) throw new HygieError('CARD_REMOVED');
          return signed('sign', hash, data, current.holder, current.insertion);
        },
      };
    },
    useModule(path) {
      session = null;
      modulePath = path;
      link.use(path);
    },
    close: () => link.close(),
  };
}
