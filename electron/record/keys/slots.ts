import { randomBytes, randomUUID } from 'node:crypto';
import { checkMac, type Slot, type SlotFile } from './slot-file.ts';
import { derive, deriveFromCode, newSlotKeyPair, seal, unseal, unwrap, wrap } from './sealing.ts';

/** A card as the caller presents it, after its PIN. */
export interface CardForSlot {
  /** SHA-256 of the authentication certificate, hexadecimal. */
  readonly cardId: string;
  readonly idNat: string;
  /** « Dr Paul MEDECIN5729, carte 3100… » */
  readonly label: string;
  /**
   * Deterministic signature by the authentication key (CKM_SHA256_RSA_PKCS), already verified against the certificate. It is a secret
   * like a key: it is zeroed here.
   */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

const TAG = 'HYGIE CARD SLOT 1\n';
const contextOf = (baseId: string, slotId: string) => `hygie slot 1 ${baseId} ${slotId}`;

/** What a card signs for its slot: tag ‖ base id ‖ slot salt. */
export function cardSlotMessage(baseId: string, salt: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(TAG), Buffer.from(baseId), salt]);
}

async function cardKey(card: CardForSlot, baseId: string, salt: Uint8Array): Promise<Buffer> {
  const signature = await card.sign(cardSlotMessage(baseId, salt));
  if (signature.length < 128) throw new Error('the card gave no usable signature');
  const key = derive(signature, salt, 'hygie card slot 1');
  signature.fill(0);
  return key;
}

interface NewSlot extends Pick<Slot, 'kind' | 'label' | 'idNat' | 'cardId' | 'createdAt' | 'expiresAt'> {
  readonly salt: Uint8Array;
  readonly wrappingKey: Buffer;
}

function makeSlot(baseId: string, baseKey: Uint8Array, slot: NewSlot): Slot {
  const id = randomUUID();
  const context = contextOf(baseId, id);
  const pair = newSlotKeyPair();
  const wrapped = wrap(pair.privateKey, slot.wrappingKey, context);
  pair.privateKey.fill(0);
  slot.wrappingKey.fill(0);
  return {
    id,
    kind: slot.kind,
    label: slot.label,
    idNat: slot.idNat,
    cardId: slot.cardId,
    createdAt: slot.createdAt,
    expiresAt: slot.expiresAt,
    salt: Buffer.from(slot.salt).toString('base64'),
    publicKey: pair.publicKey.toString('base64'),
    wrappedPrivateKey: wrapped.toString('base64'),
    sealedKey: seal(baseKey, pair.publicKey, context).toString('base64'),
  };
}

export async function makeCardSlot(baseId: string, baseKey: Uint8Array, card: CardForSlot, now: string): Promise<Slot> {
  const salt = randomBytes(32);
  const wrappingKey = await cardKey(card, baseId, salt);
  const { cardId, idNat, label } = card;
  return makeSlot(baseId, baseKey, {
    kind: 'card',
    label,
    idNat,
    cardId,
    createdAt: now,
    expiresAt: null,
    salt,
    wrappingKey,
  });
}

/** `code` in its one spelling (typed-code.ts). */
export function makeCodeSlot(
  baseId: string,
  baseKey: Uint8Array,
  code: string,
  about: Pick<Slot, 'kind' | 'label' | 'createdAt' | 'expiresAt'>,
): Slot {
  const salt = randomBytes(32);
  return makeSlot(baseId, baseKey, {
    ...about,
    idNat: null,
    cardId: null,
    salt,
    wrappingKey: deriveFromCode(code, salt),
  });
}

/** The same slot for another base key: needs neither its card nor its code. */
export function resealSlot(baseId: string, baseKey: Uint8Array, slot: Slot): Slot {
  const sealed = seal(baseKey, Buffer.from(slot.publicKey, 'base64'), contextOf(baseId, slot.id));
  return { ...slot, sealedKey: sealed.toString('base64') };
}

function openSlot(file: SlotFile, slot: Slot, wrappingKey: Buffer): Buffer | null {
  const context = contextOf(file.baseId, slot.id);
  const privateKey = unwrap(Buffer.from(slot.wrappedPrivateKey, 'base64'), wrappingKey, context);
  wrappingKey.fill(0);
  if (privateKey === null) return null;
  const key = unseal(Buffer.from(slot.sealedKey, 'base64'), privateKey, Buffer.from(slot.publicKey, 'base64'), context);
  privateKey.fill(0);
  if (key !== null) checkMac(file, key);
  return key;
}

/** The base's key by a card; null when the card has no slot here, or its signature is not the one that made the slot. */
export async function openCardSlot(file: SlotFile, card: CardForSlot): Promise<Buffer | null> {
  for (const slot of file.slots) {
    if (slot.kind !== 'card' || slot.cardId !== card.cardId) continue;
    const key = openSlot(file, slot, await cardKey(card, file.baseId, Buffer.from(slot.salt, 'base64')));
    if (key !== null) return key;
  }
  return null;
}

/** The base's key by a code; null when no slot of that kind opens with it. */
export function openCodeSlot(
  file: SlotFile,
  kind: 'recovery' | 'enrolment',
  code: string,
): { key: Buffer; slot: Slot } | null {
  for (const slot of file.slots) {
    if (slot.kind !== kind) continue;
    const key = openSlot(file, slot, deriveFromCode(code, Buffer.from(slot.salt, 'base64')));
    if (key !== null) return { key, slot };
  }
  return null;
}
