import type { CardView } from '../../shared/contract/session.ts';
import type { Situation } from '../../shared/domain/practitioner.ts';
import type { AcceptedCard, CardTrust } from './acceptance.ts';
import type { CardChannel } from './protocol.ts';

/** Signs with the card's signature key (nonRepudiation). */
export interface Signer {
  /** CKM_SHA256_RSA_PKCS or CKM_SHA1_RSA_PKCS over the whole data, verified here. Throws HygieError CARD_REMOVED, CARD_PROBLEM. */
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
  /** Label of the token, by which Chromium names it when it asks for the PIN. */
  readonly tokenLabel: string;
  /** The PIN is typed on the reader's own keys, each time that a program logs in. */
  readonly pinPad: boolean;
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
  /** One call is at most one try of the card. The bytes are zeroed; none when the reader has its own keys. */
  login(pin: Uint8Array, confirmLastTry: boolean): Promise<LoginOutcome>;
  logout(): Promise<void>;
  /** Deterministic signature by the authentication key, verified here against its certificate. */
  authSignature(message: Uint8Array): Promise<Uint8Array>;
  /** The signature key of the card that is logged in. Throws HygieError CARD_REMOVED. */
  signer(): Signer;
  useModule(path: string): void;
  close(): void;
}
