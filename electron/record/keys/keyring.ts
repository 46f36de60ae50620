import type { Actor } from '../define.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { SlotChange } from './rotation.ts';
import { requireSlots, writeSlots, type Slot } from './slot-file.ts';
import { makeCodeSlot } from './slots.ts';
import { ENROLMENT_CODE, newCode, readCode, RECOVERY_CODE } from './typed-code.ts';

/** A card or code that opens the base, without its secrets. */
export type SlotView = Pick<Slot, 'id' | 'kind' | 'label' | 'idNat' | 'cardId' | 'createdAt' | 'expiresAt'>;

export interface Keyring {
  list(): SlotView[];
  /** One-time code for a newcomer or a renewed card, good for 15 minutes. Replaces the one not used yet. */
  issueEnrolmentCode(actor: Actor): Promise<{ code: string; expiresAt: string }>;
  /** A new recovery code; the former one opens nothing any more (the base's key changes). */
  reissueRecoveryCode(actor: Actor): Promise<string>;
  /** Takes a card away and changes the base's key. Throws HygieError NOT_FOUND. */
  removeSlot(id: string, actor: Actor): Promise<void>;
}

const ENROLMENT_MINUTES = 15;

export interface KeyringOptions {
  readonly directory: string;
  readonly clock: () => Date;
  readonly key: () => Uint8Array;
  readonly note: (action: string, detail: Record<string, string>, actor: Actor) => Promise<unknown>;
  /** Closes the threads, changes the key in a thread of its own, opens them under the new one. */
  readonly rotate: (change: SlotChange) => Promise<void>;
}

export function createKeyring(options: KeyringOptions): Keyring {
  const { directory, rotate } = options;

  return {
    list: () =>
      requireSlots(directory).slots.map(({ id, kind, label, idNat, cardId, createdAt, expiresAt }) => ({
        id,
        kind,
        label,
        idNat,
        cardId,
        createdAt,
        expiresAt,
      })),
    issueEnrolmentCode: async (actor) => {
      const file = requireSlots(directory);
      const code = newCode(ENROLMENT_CODE);
      const now = options.clock();
      const expiresAt = new Date(now.getTime() + ENROLMENT_MINUTES * 60_000).toISOString();
      const slot = makeCodeSlot(file.baseId, options.key(), readCode(code, ENROLMENT_CODE) ?? '', {
        kind: 'enrolment',
        label: 'Code d’arrivée',
        createdAt: now.toISOString(),
        expiresAt,
      });
      writeSlots(
        directory,
        { ...file, slots: [...file.slots.filter((one) => one.kind !== 'enrolment'), slot] },
        options.key(),
      );
      await options.note('cles.code-arrivee', { expireLe: expiresAt }, actor);
      return { code, expiresAt };
    },
    reissueRecoveryCode: async (actor) => {
      const code = newCode(RECOVERY_CODE);
      await rotate({ kind: 'new-recovery-code', code, now: options.clock().toISOString() });
      await options.note('cles.code-recuperation', {}, actor);
      return code;
    },
    removeSlot: async (id, actor) => {
      const removed = requireSlots(directory).slots.find((slot) => slot.id === id);
      if (removed === undefined) throw new HygieError('NOT_FOUND');
      if (removed.kind === 'recovery')
        throw new HygieError('NOT_ALLOWED', 'Le code de récupération se renouvelle, il ne se retire pas.');
      await rotate({ kind: 'remove', slotId: id });
      await options.note('cles.retrait', { libelle: removed.label }, actor);
    },
  };
}
