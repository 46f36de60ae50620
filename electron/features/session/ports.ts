import type { CardView } from '../../../shared/contract/session.ts';
import type { Practitioner, Situation } from '../../../shared/domain/practitioner.ts';

/** What the session needs of the card; `electron/card` provides it. */
export interface CardPort {
  view(): CardView;
  onChange(listener: () => void): () => void;
  /** One typed PIN is one try of the card. The bytes are zeroed by the callee. */
  login(pin: Uint8Array, confirmLastTry: boolean): Promise<CardLogin>;
  logout(): Promise<void>;
  /** Deterministic signature by the authentication key, already verified against its certificate. */
  authSignature(message: Uint8Array): Promise<Uint8Array>;
}

export interface CardIdentity {
  readonly practitioner: Practitioner;
  readonly situations: readonly Situation[];
  readonly cardSerial: string;
  /** SHA-256 of the authentication certificate, hexadecimal: names the card's key slot. */
  readonly certificateFingerprint: string;
}

export type CardLogin =
  | { outcome: 'ok'; identity: CardIdentity }
  | { outcome: 'wrong-pin'; triesLeft: 1 | 2 | 'plusieurs' }
  | { outcome: 'last-try-needs-confirmation' }
  | { outcome: 'blocked' }
  | { outcome: 'pin-format'; message: string }
  | { outcome: 'refused'; message: string };

/** Who may put a backup in the place of the base. */
export type RestoreProof =
  { readonly card: CardPort; readonly identity: CardIdentity } | { readonly recoveryCode: string };

/** What the session needs of the base on disk, before and at its opening; `electron/record` provides the pieces. */
export interface BaseGate<Store> {
  exists(): boolean;
  /** Makes the base with a slot for this card and one for the recovery code; the code is given once. */
  create(card: CardPort, identity: CardIdentity): Promise<{ store: Store; recoveryCode: string }>;
  /** null when the card has no slot in this base. */
  openWithCard(card: CardPort, identity: CardIdentity): Promise<Store | null>;
  /** Throws HygieError WRONG_CODE. */
  openWithRecoveryCode(code: string): Promise<Store>;
  /** Makes this card's slot with a one-time code issued by an enrolled doctor. Throws HygieError WRONG_CODE. */
  join(card: CardPort, identity: CardIdentity, code: string): Promise<Store>;
  /**
   * Puts the base of a backup where this one stands, which is kept aside, once the proof opens it: a logged-in card, or the recovery code.
   * False when the card does not open it. Throws HygieError WRONG_CODE, BASE_IN_USE, BASE_DAMAGED (the backup), DISK_FULL.
   */
  restore(file: string, proof: RestoreProof): Promise<boolean>;
  /** Kept outside the base until the next opening: what happened before login. Never a patient's data, never a PIN. */
  noteEvent(event: string): void;
}
