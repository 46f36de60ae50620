import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { HygieError } from '../../../shared/errors.ts';
import { writeFileDurably } from '../durable.ts';
import { asRecordError } from '../errors.ts';
import { layoutOf } from '../layout.ts';
import { derive } from './sealing.ts';

const Base64 = z.base64();

export const Slot = z.object({
  id: z.uuid(),
  kind: z.enum(['card', 'recovery', 'enrolment']),
  /** What the list of cards shows; never a secret. */
  label: z.string(),
  idNat: z.string().nullable(),
  /** SHA-256 of the card's authentication certificate; null for a code. */
  cardId: z.string().nullable(),
  createdAt: z.string(),
  /** Only for a newcomer's code. */
  expiresAt: z.string().nullable(),
  salt: Base64,
  publicKey: Base64,
  wrappedPrivateKey: Base64,
  sealedKey: Base64,
});
export type Slot = z.infer<typeof Slot>;

const SlotFile = z.object({
  format: z.literal(1),
  baseId: z.uuid(),
  /** Name of the base's file: changing it, with the slots, in one rename is what makes a change of key safe against a crash. */
  database: z.string().regex(/^base-[0-9a-f]{8}\.db$/),
  slots: z.array(Slot),
  /** HMAC-SHA256 of the rest under a key derived from the base's: nobody can slip a slot in from outside. */
  mac: Base64,
});
export type SlotFile = z.infer<typeof SlotFile>;

function macOf(file: Omit<SlotFile, 'mac'>, key: Uint8Array): Buffer {
  const macKey = derive(key, Buffer.from(file.baseId), 'hygie slot file 1');
  const canonical = JSON.stringify([
    file.format,
    file.baseId,
    file.database,
    file.slots.map((slot) => Slot.keyof().options.map((name) => slot[name])),
  ]);
  return createHmac('sha256', macKey).update(canonical).digest();
}

function parse(path: string): SlotFile | null {
  if (!existsSync(path)) return null;
  try {
    return SlotFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw asRecordError(error);
  }
}

/** The slots of a base; null when there is no base in this folder. Throws HygieError BASE_DAMAGED when neither copy can be read. */
export function readSlots(directory: string): SlotFile | null {
  const { slots, slotsCopy } = layoutOf(directory);
  const file = parse(slots) ?? parse(slotsCopy);
  if (file !== null) return file;
  if (!existsSync(slots) && !existsSync(slotsCopy)) return null;
  throw new HygieError('BASE_DAMAGED', 'La liste des cartes de cette base est illisible.');
}

/** The same, for a caller that needs a base. Throws HygieError NOT_FOUND. */
export function requireSlots(directory: string): SlotFile {
  const file = readSlots(directory);
  if (file === null) throw new HygieError('NOT_FOUND', 'Il n’y a pas de base dans ce dossier.');
  return file;
}

/** Throws HygieError BASE_DAMAGED when the slots were changed by somebody who did not hold the base's key. */
export function checkMac(file: SlotFile, key: Uint8Array): void {
  const expected = macOf(file, key);
  const found = Buffer.from(file.mac, 'base64');
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
    throw new HygieError('BASE_DAMAGED', 'La liste des cartes de cette base a été modifiée hors de Hygie.');
  }
}

/** Writes the slots whole or not at all, then their copy: losing this file would be losing the base. */
export function writeSlots(directory: string, file: Omit<SlotFile, 'mac'>, key: Uint8Array): SlotFile {
  const signed: SlotFile = { ...file, mac: macOf(file, key).toString('base64') };
  const bytes = Buffer.from(`${JSON.stringify(signed, null, 1)}\n`);
  const { slots, slotsCopy } = layoutOf(directory);
  try {
    writeFileDurably(slots, bytes);
    writeFileDurably(slotsCopy, bytes);
  } catch (error) {
    throw asRecordError(error);
  }
  return signed;
}

/** Makes both copies equal again after a crash between the two, or after the loss of one. */
export function repairSlots(directory: string): void {
  const { slots, slotsCopy } = layoutOf(directory);
  const [first, second] = [parse(slots), parse(slotsCopy)];
  const good = first ?? second;
  if (good === null || (first?.mac === good.mac && second?.mac === good.mac)) return;
  const bytes = Buffer.from(`${JSON.stringify(good, null, 1)}\n`);
  if (first === null) writeFileDurably(slots, bytes);
  writeFileDurably(slotsCopy, bytes);
}
