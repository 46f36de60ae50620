import type { IdNat } from '../../shared/ids.ts';
import type { BaseGate, CardIdentity, CardPort, RestoreProof } from '../features/session/index.ts';
import { basename } from 'node:path';
import {
  createBase,
  joinWithCode,
  notePreLoginEvent,
  openRecord,
  readSlots,
  replaceBase,
  unlockWithCard,
  unlockWithRecoveryCode,
  type Actor,
  type CardForSlot,
  type RecordStore,
} from '../record/index.ts';

export interface BaseGateOptions {
  readonly directory: string;
  readonly workerPath: string;
  readonly nativeBinding: string | null;
  readonly clock: () => Date;
  readonly onSlow: (name: string, milliseconds: number) => void;
  /** Fills a base just made: practice, settings and, for a test installation, the demo patients. */
  readonly fill: (store: RecordStore, identity: CardIdentity, actor: Actor) => Promise<void>;
}

/** « Dr Paul MEDECIN5729 », as the journal, the notes and the envois show a doctor. */
export function doctorName(person: { prenom: string; nom: string; civilite?: string }): string {
  return `${person.civilite ?? 'Dr'} ${person.prenom} ${person.nom}`;
}

export function actorOf(identity: CardIdentity): Actor {
  const { practitioner, situations } = identity;
  return { idNat: practitioner.idNat, nom: doctorName(practitioner), structureId: situations[0]?.structureId ?? null };
}

/** Who acts when the recovery code opened the base: nobody's card proved anything. */
const RECOVERY_ACTOR: Actor = { idNat: '000000000' as IdNat, nom: 'Code de récupération', structureId: null };

function cardForSlot(card: CardPort, identity: CardIdentity): CardForSlot {
  return {
    cardId: identity.certificateFingerprint,
    idNat: identity.practitioner.idNat,
    label: `${doctorName(identity.practitioner)}, carte ${identity.cardSerial}`,
    sign: (message) => card.authSignature(message),
  };
}

/** Binds the session to the base on disk. Keys are zeroed as soon as the record has its own copy. */
export function createBaseGate(options: BaseGateOptions): BaseGate<RecordStore> {
  const { directory, workerPath, nativeBinding, clock, onSlow } = options;
  const open = async (key: Uint8Array, actor: Actor): Promise<RecordStore> => {
    try {
      return await openRecord({ directory, key, workerPath, nativeBinding, actor, clock, onSlow });
    } finally {
      key.fill(0);
    }
  };
  return {
    exists: () => readSlots(directory) !== null,
    create: async (card, identity) => {
      const made = await createBase({ directory, now: clock(), card: cardForSlot(card, identity), nativeBinding });
      const actor = actorOf(identity);
      const store = await open(made.key, actor);
      try {
        await options.fill(store, identity, actor);
      } catch (error) {
        await store.close();
        throw error;
      }
      return { store, recoveryCode: made.recoveryCode };
    },
    openWithCard: async (card, identity) => {
      const key = await unlockWithCard(directory, cardForSlot(card, identity));
      return key === null ? null : open(key, actorOf(identity));
    },
    openWithRecoveryCode: async (code) => open(unlockWithRecoveryCode(directory, code), RECOVERY_ACTOR),
    join: async (card, identity, code) => {
      const slot = cardForSlot(card, identity);
      return open(await joinWithCode({ directory, code, card: slot, now: clock(), nativeBinding }), actorOf(identity));
    },
    restore: async (file: string, proof: RestoreProof) => {
      const done = await replaceBase({
        file,
        directory,
        now: clock(),
        nativeBinding,
        open: (folder) =>
          'card' in proof
            ? unlockWithCard(folder, cardForSlot(proof.card, proof.identity))
            : Promise.resolve(unlockWithRecoveryCode(folder, proof.recoveryCode)),
      });
      if (done === false) return false;
      const aside = done.ecartee === null ? '' : ` ; l’ancienne est gardée dans « ${basename(done.ecartee)} »`;
      notePreLoginEvent(directory, clock(), `base restaurée depuis « ${basename(file)} »${aside}`);
      return true;
    },
    noteEvent: (event) => notePreLoginEvent(directory, clock(), event),
  };
}
