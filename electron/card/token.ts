import pkcs11, { type PKCS11 } from 'pkcs11js';
import type { LoginAnswer, Observation, RawCard } from './protocol.ts';

const AUTH_ID = 0x20;
const SIGN_ID = 0x10;
const ACTIVITY = /^CPS_ACTIVITY_\d\d_PS$/;
/** Every PKCS#11 answer that means « the card is not there any more » (the middleware produces the first three, others the last). */
const GONE: readonly number[] = [pkcs11.CKR_SESSION_HANDLE_INVALID, pkcs11.CKR_TOKEN_NOT_PRESENT, pkcs11.CKR_DEVICE_ERROR, pkcs11.CKR_DEVICE_REMOVED, pkcs11.CKR_SLOT_ID_INVALID, pkcs11.CKR_SESSION_CLOSED];

function codeOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : 0;
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

/** One reader through one PKCS#11 module. Synchronous, as PKCS#11 is: it lives in a process of its own. */
export class Token {
  readonly #module: PKCS11;
  #slot: Buffer | null = null;
  #session: Buffer | null = null;
  #serial: string | null = null;
  #raw: Omit<RawCard, 'tries'> | null = null;

  constructor(modulePath: string) {
    this.#module = new pkcs11.PKCS11();
    this.#module.load(modulePath);
    // Without this flag the middleware does no locking at all.
    this.#module.C_Initialize({ flags: pkcs11.CKF_OS_LOCKING_OK });
  }

  /** What is in the reader now, without a PIN. The token's state is read again each time; its certificates once for each card. */
  observe(): Observation {
    const slots = this.#module.C_GetSlotList(false);
    if (slots.length === 0) return this.#forget('no-reader');
    const slot = this.#module.C_GetSlotList(true)[0];
    if (slot === undefined) return this.#forget('no-card');
    try {
      const info = this.#module.C_GetTokenInfo(slot);
      const serial = info.serialNumber.trim();
      if (serial !== this.#serial || this.#session === null) {
        this.#forget('no-card');
        this.#slot = slot;
        this.#session = this.#module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION);
        this.#serial = serial;
        this.#raw = {
          serial,
          label: info.label.trim(),
          authCertificate: this.#certificate(AUTH_ID),
          signCertificate: this.#certificate(SIGN_ID),
          pinInitialised: (info.flags & pkcs11.CKF_USER_PIN_INITIALIZED) !== 0,
          minimumPin: info.minPinLen > 0 ? info.minPinLen : 4,
          maximumPin: info.maxPinLen > 0 && info.maxPinLen < 64 ? info.maxPinLen : 8,
          info: this.#dataObject('CPS_INFO_PS') ?? new Uint8Array(),
        };
      }
      return this.#raw === null ? { state: 'unreadable' } : { state: 'card', card: { ...this.#raw, tries: this.#tries(info.flags) } };
    } catch (error) {
      if (GONE.includes(codeOf(error))) return this.#forget('no-card');
      return this.#forget('unreadable');
    }
  }

  /** One typed PIN is one C_Login: never tried again, never kept. */
  login(pin: Uint8Array): { answer: LoginAnswer; tries: RawCard['tries'] } {
    const session = this.#requireSession();
    let answer: LoginAnswer = 'ok';
    try {
      this.#logoutQuietly(session);
      // pkcs11js takes the PIN as a string; the one made here is not kept, the bytes are zeroed by the caller.
      this.#module.C_Login(session, pkcs11.CKU_USER, Buffer.from(pin).toString('latin1'));
    } catch (error) {
      const code = codeOf(error);
      if (code === pkcs11.CKR_PIN_INCORRECT || code === pkcs11.CKR_PIN_LEN_RANGE || code === pkcs11.CKR_PIN_INVALID) answer = 'wrong';
      else if (code === pkcs11.CKR_PIN_LOCKED) answer = 'locked';
      else if (code === pkcs11.CKR_USER_PIN_NOT_INITIALIZED) answer = 'not-initialised';
      else if (GONE.includes(code)) return { answer: 'gone', tries: 'all' };
      else throw error;
    }
    const slot = this.#slot;
    const tries = slot === null ? 'all' : this.#tries(guarded(() => this.#module.C_GetTokenInfo(slot)).flags);
    return { answer: answer === 'wrong' && tries === 'locked' ? 'locked' : answer, tries };
  }

  logout(): void {
    if (this.#session !== null) this.#logoutQuietly(this.#session);
  }

  /** The whole data goes to the card: a CPS3 hashes for the signature key itself and refuses ready digests. */
  sign(key: 'auth' | 'sign', hash: 'sha256' | 'sha1', data: Uint8Array): Uint8Array {
    const session = this.#requireSession();
    return guarded(() => {
      const handle = this.#find({ class: pkcs11.CKO_PRIVATE_KEY, lastId: key === 'auth' ? AUTH_ID : SIGN_ID });
      if (handle === null) throw new CardGoneError('no private key: not logged in');
      const mechanism = hash === 'sha256' ? pkcs11.CKM_SHA256_RSA_PKCS : pkcs11.CKM_SHA1_RSA_PKCS;
      this.#module.C_SignInit(session, { mechanism }, handle);
      return new Uint8Array(this.#module.C_Sign(session, Buffer.from(data), Buffer.alloc(512)));
    });
  }

  /** Values of the practice objects in the order of their numbers, which may have holes. */
  activities(): Uint8Array[] {
    return guarded(() =>
      this.#objects([{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_DATA }])
        .map((handle) => ({ handle, label: this.#attribute(handle, pkcs11.CKA_LABEL).toString('utf8') }))
        .filter(({ label }) => ACTIVITY.test(label))
        .sort((one, other) => one.label.localeCompare(other.label))
        .map(({ handle }) => new Uint8Array(this.#attribute(handle, pkcs11.CKA_VALUE))),
    );
  }

  close(): void {
    this.#forget('no-card');
    try {
      this.#module.C_Finalize();
    } finally {
      this.#module.close();
    }
  }

  #requireSession(): Buffer {
    if (this.#session === null) throw new CardGoneError('no card');
    return this.#session;
  }

  #logoutQuietly(session: Buffer): void {
    try {
      this.#module.C_Logout(session);
    } catch {
      // Not logged in, or the card is gone: either way there is nothing to log out of.
    }
  }

  #forget(state: 'no-reader' | 'no-card' | 'unreadable'): Observation {
    if (this.#session !== null) {
      try {
        this.#module.C_CloseSession(this.#session);
      } catch {
        // The card left with its sessions.
      }
    }
    this.#session = null;
    this.#slot = null;
    this.#serial = null;
    this.#raw = null;
    return { state };
  }

  #tries(flags: number): RawCard['tries'] {
    if ((flags & pkcs11.CKF_USER_PIN_LOCKED) !== 0) return 'locked';
    if ((flags & pkcs11.CKF_USER_PIN_FINAL_TRY) !== 0) return 'final';
    return (flags & pkcs11.CKF_USER_PIN_COUNT_LOW) !== 0 ? 'low' : 'all';
  }

  #objects(template: { type: number; value: number }[]): Buffer[] {
    const session = this.#requireSession();
    this.#module.C_FindObjectsInit(session, template);
    try {
      const found: Buffer[] = [];
      for (let handle = this.#module.C_FindObjects(session); handle !== null; handle = this.#module.C_FindObjects(session)) found.push(handle);
      return found;
    } finally {
      this.#module.C_FindObjectsFinal(session);
    }
  }

  #attribute(handle: Buffer, type: number): Buffer {
    const [attribute] = this.#module.C_GetAttributeValue(this.#requireSession(), handle, [{ type }]);
    return Buffer.isBuffer(attribute?.value) ? attribute.value : Buffer.alloc(0);
  }

  /** Objects are told apart by the last byte of their CKA_ID; labels are only a hint. */
  #find(wanted: { class: number; lastId: number }): Buffer | null {
    return (
      this.#objects([{ type: pkcs11.CKA_CLASS, value: wanted.class }]).find(
        (handle) => this.#attribute(handle, pkcs11.CKA_ID).at(-1) === wanted.lastId,
      ) ?? null
    );
  }

  #certificate(lastId: number): Uint8Array {
    const handle = this.#find({ class: pkcs11.CKO_CERTIFICATE, lastId });
    return handle === null ? new Uint8Array() : new Uint8Array(this.#attribute(handle, pkcs11.CKA_VALUE));
  }

  #dataObject(label: string): Uint8Array | null {
    const handle = this.#objects([{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_DATA }]).find(
      (each) => this.#attribute(each, pkcs11.CKA_LABEL).toString('utf8') === label,
    );
    return handle === undefined ? null : new Uint8Array(this.#attribute(handle, pkcs11.CKA_VALUE));
  }
}
