/**
 * Messages between Hygie and the process that owns the card. Bytes travel as Uint8Array; the PIN travels once, as bytes, and is zeroed
 * on both sides.
 */
export interface RawCard {
  readonly serial: string;
  readonly label: string;
  /** Grows each time a card is found anew: the same card taken out and put back is another insertion, and no login survives it. */
  readonly insertion: number;
  /** DER; empty when the card shows none (contactless, empty token). */
  readonly authCertificate: Uint8Array;
  readonly signCertificate: Uint8Array;
  readonly pinInitialised: boolean;
  /** The card's own try flags (PKCS#11 CKF_USER_PIN_*), read at each look. */
  readonly tries: 'locked' | 'final' | 'low' | 'all';
  readonly minimumPin: number;
  readonly maximumPin: number;
  /** The reader has its own keys (CKF_PROTECTED_AUTHENTICATION_PATH): the PIN is typed there and never passes here. */
  readonly pinPad: boolean;
  /** CPS_INFO_PS, free to read; its last four characters name the speciality. */
  readonly info: Uint8Array;
}

export type Observation =
  | { readonly state: 'no-module' }
  | { readonly state: 'no-reader' }
  | { readonly state: 'no-card' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'card'; readonly card: RawCard };

export interface LoginRequest {
  readonly call: 'login';
  /** Empty with a reader that has its own keys: the call then lasts as long as the doctor types. */
  readonly pin: Uint8Array;
  /** The card that the doctor was shown: the PIN is never tried on another one. */
  readonly insertion: number;
  readonly lastTryConfirmed: boolean;
}

export type CardRequest =
  | { readonly call: 'start'; readonly modulePath: string; readonly pollMilliseconds: number }
  | LoginRequest
  | { readonly call: 'logout' }
  | {
      readonly call: 'sign';
      readonly key: 'auth' | 'sign';
      readonly hash: 'sha256' | 'sha1';
      readonly data: Uint8Array;
      readonly insertion: number;
    }
  /** CPS_ACTIVITY_nn_PS objects: one practice each, readable after the PIN. */
  | { readonly call: 'activities' };

/** 'last-try', 'cancelled' and 'gone': no PIN was presented, no try was used. */
export type LoginAnswer = 'ok' | 'wrong' | 'locked' | 'not-initialised' | 'last-try' | 'cancelled' | 'gone';

export type CardAnswer =
  | { readonly kind: 'login'; readonly answer: LoginAnswer; readonly tries: RawCard['tries'] }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'list'; readonly list: readonly Uint8Array[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly code: string };

export type ToProcess = { readonly id: number; readonly request: CardRequest };
export type FromProcess = { readonly id: number; readonly answer: CardAnswer } | { readonly observation: Observation };

/** A running card process: child_process.fork under Node, utilityProcess under Electron. */
export interface CardChannel {
  send(message: ToProcess): void;
  onMessage(listener: (message: FromProcess) => void): void;
  /** Called once when the process ended, whatever the reason. */
  onExit(listener: () => void): void;
  kill(): void;
}
