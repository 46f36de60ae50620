import { randomBytes, randomUUID } from 'node:crypto';
import { HygieError } from '../../../shared/errors.ts';
import { openDatabase } from '../database.ts';
import { makeDirectory } from '../durable.ts';
import { asRecordError } from '../errors.ts';
import { layoutOf } from '../layout.ts';
import { lockBase } from '../lock.ts';
import { migrate } from '../migrate.ts';
import { readSlots, requireSlots, writeSlots, type Slot } from './slot-file.ts';
import { makeCardSlot, makeCodeSlot, openCardSlot, openCodeSlot, type CardForSlot } from './slots.ts';
import { ENROLMENT_CODE, newCode, readCode, RECOVERY_CODE } from './typed-code.ts';

export const RECOVERY_LABEL = 'Code de récupération';
export const newDatabaseName = () => `base-${randomBytes(4).toString('hex')}.db`;

export interface CreateOptions {
  readonly directory: string;
  readonly now: Date;
  /** The card that opens it first; a base made by the command line has only its recovery code. */
  readonly card?: CardForSlot;
  readonly nativeBinding?: string | null;
}

/**
 * Makes an empty base. Returns its key (the caller zeroes it) and the recovery code, which is given this once.
 * Throws HygieError NOT_ALLOWED when the folder already holds a base, BASE_READ_ONLY, DISK_FULL, BASE_IN_USE.
 */
export async function createBase(
  options: CreateOptions,
): Promise<{ key: Uint8Array; recoveryCode: string; baseId: string }> {
  const { directory } = options;
  if (readSlots(directory) !== null) throw new HygieError('NOT_ALLOWED', 'Ce dossier contient déjà une base.');
  try {
    makeDirectory(directory);
    makeDirectory(layoutOf(directory).documents);
  } catch (error) {
    throw asRecordError(error);
  }
  const lock = lockBase(directory, options.nativeBinding);
  try {
    const key = randomBytes(32);
    const baseId = randomUUID();
    const database = newDatabaseName();
    const now = options.now.toISOString();
    const recoveryCode = newCode(RECOVERY_CODE);
    const slots: Slot[] = [newRecoverySlot(baseId, key, recoveryCode, now)];
    if (options.card) slots.push(await makeCardSlot(baseId, key, options.card, now));
    const connection = openDatabase({
      file: layoutOf(directory).database(database),
      key,
      mode: 'create',
      nativeBinding: options.nativeBinding ?? null,
    });
    try {
      migrate(connection, layoutOf(directory).migrationBackups);
    } finally {
      connection.close();
    }
    // The slots come last: a folder without them holds no base.
    writeSlots(directory, { format: 1, baseId, database, slots }, key);
    return { key, recoveryCode, baseId };
  } catch (error) {
    throw asRecordError(error);
  } finally {
    lock.release();
  }
}

export function newRecoverySlot(baseId: string, key: Uint8Array, code: string, now: string): Slot {
  const typed = readCode(code, RECOVERY_CODE);
  if (typed === null) throw new Error('not a recovery code');
  return makeCodeSlot(baseId, key, typed, { kind: 'recovery', label: RECOVERY_LABEL, createdAt: now, expiresAt: null });
}

/** The base's key (the caller zeroes it); null when this card has no slot in this base. */
export function unlockWithCard(directory: string, card: CardForSlot): Promise<Uint8Array | null> {
  return openCardSlot(requireSlots(directory), card);
}

/** The base's key (the caller zeroes it). Throws HygieError WRONG_CODE. Takes about a tenth of a second. */
export function unlockWithRecoveryCode(directory: string, typed: string): Uint8Array {
  const file = requireSlots(directory);
  const code = readCode(typed, RECOVERY_CODE);
  if (code === null)
    throw new HygieError('WRONG_CODE', 'Le code a été mal recopié : vérifiez chaque groupe de quatre caractères.');
  const opened = openCodeSlot(file, 'recovery', code);
  if (opened === null) throw new HygieError('WRONG_CODE');
  return opened.key;
}

export interface JoinOptions {
  readonly directory: string;
  readonly code: string;
  readonly card: CardForSlot;
  readonly now: Date;
  readonly nativeBinding?: string | null;
}

/**
 * A newcomer or a renewed card: the one-time code opens the base, the card gets its slot, the code's slot goes.
 * Returns the base's key (the caller zeroes it). Throws HygieError WRONG_CODE, also when the 15 minutes are over.
 */
export async function joinWithCode(options: JoinOptions): Promise<Uint8Array> {
  const code = readCode(options.code, ENROLMENT_CODE);
  if (code === null)
    throw new HygieError('WRONG_CODE', 'Le code a été mal recopié : vérifiez chaque groupe de quatre caractères.');
  const lock = lockBase(options.directory, options.nativeBinding);
  try {
    const file = requireSlots(options.directory);
    const opened = openCodeSlot(file, 'enrolment', code);
    if (opened === null) throw new HygieError('WRONG_CODE');
    const now = options.now.toISOString();
    if (opened.slot.expiresAt === null || opened.slot.expiresAt < now || opened.slot.createdAt > now) {
      opened.key.fill(0);
      throw new HygieError(
        'WRONG_CODE',
        'Ce code n’est plus valable : il sert une fois, pendant 15 minutes. Demandez-en un autre.',
      );
    }
    const card = await makeCardSlot(file.baseId, opened.key, options.card, now);
    const kept = file.slots.filter((slot) => slot.id !== opened.slot.id && slot.cardId !== options.card.cardId);
    writeSlots(options.directory, { ...file, slots: [...kept, card] }, opened.key);
    return opened.key;
  } finally {
    lock.release();
  }
}
