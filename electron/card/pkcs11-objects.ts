import pkcs11, { type PKCS11 } from 'pkcs11js';

/** Last byte of CKA_ID: which of the card's two key pairs an object belongs to. Labels are only a hint. */
export const AUTH_ID = 0x20;
export const SIGN_ID = 0x10;

/** An open session on one token. */
export interface TokenSession {
  readonly module: PKCS11;
  readonly handle: Buffer;
}

function objects({ module, handle }: TokenSession, objectClass: number): Buffer[] {
  module.C_FindObjectsInit(handle, [{ type: pkcs11.CKA_CLASS, value: objectClass }]);
  try {
    const found: Buffer[] = [];
    for (let next = module.C_FindObjects(handle); next !== null; next = module.C_FindObjects(handle)) found.push(next);
    return found;
  } finally {
    module.C_FindObjectsFinal(handle);
  }
}

function attribute({ module, handle }: TokenSession, object: Buffer, type: number): Buffer {
  const [found] = module.C_GetAttributeValue(handle, object, [{ type }]);
  return Buffer.isBuffer(found?.value) ? found.value : Buffer.alloc(0);
}

function find(session: TokenSession, objectClass: number, lastId: number): Buffer | null {
  const matches = (object: Buffer) => attribute(session, object, pkcs11.CKA_ID).at(-1) === lastId;
  return objects(session, objectClass).find(matches) ?? null;
}

/** DER of a certificate of the card; empty when there is none. */
export function certificateOf(session: TokenSession, lastId: number): Uint8Array {
  const object = find(session, pkcs11.CKO_CERTIFICATE, lastId);
  return object === null ? new Uint8Array() : new Uint8Array(attribute(session, object, pkcs11.CKA_VALUE));
}

/** Null before the PIN: a card shows its private keys to nobody else. */
export function privateKeyOf(session: TokenSession, lastId: number): Buffer | null {
  return find(session, pkcs11.CKO_PRIVATE_KEY, lastId);
}

/** Values of the data objects whose label fits, in the order of their labels. */
export function dataObjects(session: TokenSession, label: RegExp): Uint8Array[] {
  return objects(session, pkcs11.CKO_DATA)
    .map((object) => ({ object, name: attribute(session, object, pkcs11.CKA_LABEL).toString('utf8') }))
    .filter(({ name }) => label.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ object }) => new Uint8Array(attribute(session, object, pkcs11.CKA_VALUE)));
}
