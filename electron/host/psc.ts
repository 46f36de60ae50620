import type { Topic, TopicMessage } from '../../shared/contract/index.ts';
import { providerOf, PscSession, seal, unseal } from '../features/psc/index.ts';
import { PSC_DEFAUT, pscSealingKey, readPscSecret, readSettings } from '../features/reglages/index.ts';
import { noteInJournal, type Actor, type RecordStore } from '../record/index.ts';

/** What the doctors' sessions leave from a lock to the next unlock, in memory and closed by a key of the base; gone with the process. */
export type PscVault = Map<string, Uint8Array>;

export interface OpenPscOptions {
  readonly store: RecordStore;
  readonly actor: Actor;
  readonly vault: PscVault;
  /** The bac à sable may be on this machine without TLS. */
  readonly test: boolean;
  readonly openBrowser: (address: URL) => Promise<void>;
  readonly publish: (topic: Topic, message: TopicMessage) => void;
  readonly report: (what: string, error: unknown) => void;
  readonly now: () => Date;
  /** There is a session: what waited for it may go on. */
  readonly opened: () => void;
  /** It is over: what it opened is closed. */
  readonly ended: () => void;
}

export interface DeskPsc {
  readonly session: PscSession;
  /** Closes, and leaves in the vault what the same doctor finds again. */
  close(): Promise<void>;
}

/** The Pro Santé Connect session of whoever is logged in. */
export async function openPsc(options: OpenPscOptions): Promise<DeskPsc> {
  const { store, actor, vault, report } = options;
  const session = new PscSession({
    idNat: actor.idNat,
    now: options.now,
    openBrowser: options.openBrowser,
    opened: options.opened,
    ended: options.ended,
    changed: () => options.publish('psc.change', {}),
    provider: async () => {
      const { comptes, psc, test } = await store.query(readSettings, {}, actor);
      const account = comptes?.find(({ proprietaire }) => proprietaire === actor.idNat);
      if (account?.authentification !== 'psc') return 'sans-objet';
      const secret = await store.query(readPscSecret, {}, actor);
      return providerOf(psc ?? PSC_DEFAUT, secret, options.test && test === true);
    },
    trace: (action, detail) => {
      store
        .execute(noteInJournal, { action: `psc.${action}`, patientId: null, detail }, actor)
        .catch((error: unknown) => report('journal', error));
    },
  });
  const left = vault.get(actor.idNat);
  vault.delete(actor.idNat);
  const key = async () => Buffer.from(await store.execute(pscSealingKey, {}, actor), 'base64');
  if (left !== undefined) {
    const kept = unseal(await key(), actor.idNat, left);
    if (kept !== null) session.resume(kept);
  }
  return {
    session,
    close: async () => {
      const kept = await session.close();
      if (kept === null) return;
      try {
        vault.set(actor.idNat, seal(await key(), actor.idNat, kept));
      } catch (error) {
        report('pro santé connect', error);
      }
    },
  };
}
