import pkcs11, { type PKCS11, type TokenInfo } from 'pkcs11js';
import { AUTH_ID, certificateOf, dataObjects, privateKeyOf, SIGN_ID, type TokenSession } from './pkcs11-objects.ts';
import type { LoginAnswer, LoginRequest, Observation, RawCard } from './protocol.ts';

/** Every PKCS#11 answer that means « the card is not there any more » (the middleware produces the first three, others the rest). */
const GONE: readonly number[] = [
  pkcs11.CKR_SESSION_HANDLE_INVALID,
  pkcs11.CKR_TOKEN_NOT_PRESENT,
  pkcs11.CKR_DEVICE_ERROR,
  pkcs11.CKR_DEVICE_REMOVED,
  pkcs11.CKR_SLOT_ID_INVALID,
  pkcs11.CKR_SESSION_CLOSED,
  pkcs11.CKR_USER_NOT_LOGGED_IN,
];

/** Looks at a card whose middleware answers neither « here » nor « gone », before it is taken for gone: another program may be holding it. */
const LOOKS = 3;

const LOGIN_REFUSALS: ReadonlyMap<number, LoginAnswer> = new Map([
  [pkcs11.CKR_PIN_INCORRECT, 'wrong'],
  [pkcs11.CKR_PIN_INVALID, 'wrong'],
  [pkcs11.CKR_PIN_LEN_RANGE, 'wrong'],
  [pkcs11.CKR_PIN_LOCKED, 'locked'],
  [pkcs11.CKR_USER_PIN_NOT_INITIALIZED, 'not-initialised'],
  // Cancelled on the reader's keys, or nothing typed there in time.
  [pkcs11.CKR_FUNCTION_CANCELED, 'cancelled'],
  [pkcs11.CKR_CANCEL, 'cancelled'],
]);

function codeOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number'
    ? error.code
    : 0;
}

export class CardGoneError extends Error {}

/** Turns the answers of a vanished card into one error, and leaves the others with their PKCS#11 code. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (GONE.includes(codeOf(error))) throw new CardGoneError('card gone', { cause: error });
    throw error;
  }
}

function triesOf(flags: number): RawCard['tries'] {
  if ((flags & pkcs11.CKF_USER_PIN_LOCKED) !== 0) return 'locked';
  if ((flags & pkcs11.CKF_USER_PIN_FINAL_TRY) !== 0) return 'final';
  return (flags & pkcs11.CKF_USER_PIN_COUNT_LOW) !== 0 ? 'low' : 'all';
}

/** The card in use: its slot, the one session kept on it, and what was read of it. */
interface HeldCard {
  readonly slot: Buffer;
  readonly session: TokenSession;
  readonly raw: Omit<RawCard, 'tries'>;
}

/** The readers, through one PKCS#11 module. Synchronous, as PKCS#11 is: it lives in a process of its own. */
export class Token {
  readonly #module: PKCS11;
  /** Of the whole process: another module must not give an insertion the number of a former one. */
  static #insertions = 0;
  #held: HeldCard | null = null;

  constructor(modulePath: string) {
    this.#module = new pkcs11.PKCS11();
    this.#module.load(modulePath);
    // Without this flag the middleware does no locking at all.
    this.#module.C_Initialize({ flags: pkcs11.CKF_OS_LOCKING_OK });
  }

  /**
   * What is in the readers now, without a PIN. Token flags are read again each time, certificates once for each insertion. Doctors' readers often
   * hold a Vitale card too: the first token that shows the certificates of a professional is the one.
   */
  observe(): Observation {
    try {
      if (this.#module.C_GetSlotList(false).length === 0) return this.#forget('no-reader');
      const held = this.#heldAgain();
      if (held !== null) return held;
      const seen = this.#module.C_GetSlotList(true).map((slot) => this.#take(slot));
      const card = seen.find((each) => each.state === 'card');
      return card ?? this.#forget(seen.some((each) => each.state === 'unreadable') ? 'unreadable' : 'no-card');
    } catch {
      // The readers' service itself is down.
      return this.#forget('no-reader');
    }
  }

  /** The card already known, if it is still there and its session still lives. */
  #heldAgain(): Observation | null {
    const held = this.#held;
    if (held === null) return null;
    for (let look = 0; look < LOOKS; look += 1) {
      try {
        const info = this.#module.C_GetTokenInfo(held.slot);
        this.#module.C_GetSessionInfo(held.session.handle);
        if (info.serialNumber.trim() !== held.raw.serial) break;
        return { state: 'card', card: { ...held.raw, tries: triesOf(info.flags) } };
      } catch (error) {
        // Gone, or gone and back between two looks: its sessions died with it.
        if (GONE.includes(codeOf(error))) break;
      }
    }
    this.#forget('no-card');
    return null;
  }

  #take(slot: Buffer): Observation {
    if (this.#held !== null) return { state: 'no-card' };
    try {
      const info = this.#module.C_GetTokenInfo(slot);
      const handle = this.#module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION);
      const session = { module: this.#module, handle };
      const raw = this.#read(session, info);
      if (raw.authCertificate.length === 0) {
        this.#module.C_CloseSession(handle);
        return { state: 'unreadable' };
      }
      this.#held = { slot, session, raw };
      return { state: 'card', card: { ...raw, tries: triesOf(info.flags) } };
    } catch (error) {
      return { state: GONE.includes(codeOf(error)) ? 'no-card' : 'unreadable' };
    }
  }

  #read(session: TokenSession, info: TokenInfo): Omit<RawCard, 'tries'> {
    return {
      serial: info.serialNumber.trim(),
      label: info.label.trim(),
      insertion: ++Token.#insertions,
      authCertificate: certificateOf(session, AUTH_ID),
      signCertificate: certificateOf(session, SIGN_ID),
      pinInitialised: (info.flags & pkcs11.CKF_USER_PIN_INITIALIZED) !== 0,
      minimumPin: info.minPinLen > 0 ? info.minPinLen : 4,
      maximumPin: info.maxPinLen > 0 && info.maxPinLen < 64 ? info.maxPinLen : 8,
      pinPad: (info.flags & pkcs11.CKF_PROTECTED_AUTHENTICATION_PATH) !== 0,
      info: dataObjects(session, /^CPS_INFO_PS$/)[0] ?? new Uint8Array(),
    };
  }

  /**
   * One typed PIN is one C_Login: never tried again, never kept. The tries left are read just before, so that none is spent by surprise. With a reader that has its own
   * keys C_Login is given no PIN, and waits until the doctor has typed there.
   */
  login({ pin, insertion, lastTryConfirmed }: LoginRequest): { answer: LoginAnswer; tries: RawCard['tries'] } {
    const { slot, session, raw } = this.#require(insertion);
    const before = triesOf(guarded(() => this.#module.C_GetTokenInfo(slot)).flags);
    if (before === 'locked') return { answer: 'locked', tries: before };
    if (before === 'final' && !lastTryConfirmed) return { answer: 'last-try', tries: before };
    let answer: LoginAnswer = 'ok';
    try {
      this.logout();
      // pkcs11js takes the PIN as a string; the one made here is not kept, the bytes are zeroed by the caller.
      // For a reader with its own keys PKCS#11 wants NULL, which pkcs11js cannot give: the middleware takes an empty one for it (OpenSC, framework-pkcs15.c, pkcs15_login).
      if (raw.pinPad) this.#module.C_Login(session.handle, pkcs11.CKU_USER, '');
      else this.#module.C_Login(session.handle, pkcs11.CKU_USER, Buffer.from(pin).toString('latin1'));
    } catch (error) {
      if (GONE.includes(codeOf(error))) return { answer: 'gone', tries: before };
      const refusal = LOGIN_REFUSALS.get(codeOf(error));
      if (refusal === undefined) throw error;
      answer = refusal;
    }
    const tries = triesOf(guarded(() => this.#module.C_GetTokenInfo(slot)).flags);
    // The third wrong PIN answers « incorrect » on some cards and « locked » on others.
    return { answer: answer === 'wrong' && tries === 'locked' ? 'locked' : answer, tries };
  }

  logout(): void {
    try {
      if (this.#held !== null) this.#module.C_Logout(this.#held.session.handle);
    } catch {
      // Not logged in, or the card is gone: either way there is nothing to log out of.
    }
  }

  /** The whole data goes to the card: a CPS3 hashes for the signature key itself and refuses ready digests. */
  sign(key: 'auth' | 'sign', hash: 'sha256' | 'sha1', data: Uint8Array, insertion: number): Uint8Array {
    const { session } = this.#require(insertion);
    return guarded(() => {
      const privateKey = privateKeyOf(session, key === 'auth' ? AUTH_ID : SIGN_ID);
      if (privateKey === null) throw new CardGoneError('no private key: not logged in');
      const mechanism = hash === 'sha256' ? pkcs11.CKM_SHA256_RSA_PKCS : pkcs11.CKM_SHA1_RSA_PKCS;
      this.#module.C_SignInit(session.handle, { mechanism }, privateKey);
      return new Uint8Array(this.#module.C_Sign(session.handle, Buffer.from(data), Buffer.alloc(512)));
    });
  }

  /** Values of the practice objects in the order of their numbers, which may have holes. */
  activities(): Uint8Array[] {
    const held = this.#held;
    if (held === null) throw new CardGoneError('no card');
    return guarded(() => dataObjects(held.session, /^CPS_ACTIVITY_\d\d_PS$/));
  }

  close(): void {
    this.#forget('no-card');
    try {
      this.#module.C_Finalize();
    } finally {
      this.#module.close();
    }
  }

  #require(insertion: number): HeldCard {
    if (this.#held === null || this.#held.raw.insertion !== insertion) throw new CardGoneError('no card, or another');
    return this.#held;
  }

  #forget(state: 'no-reader' | 'no-card' | 'unreadable'): Observation {
    try {
      if (this.#held !== null) this.#module.C_CloseSession(this.#held.session.handle);
    } catch {
      // The card left with its sessions.
    }
    this.#held = null;
    return { state };
  }
}
