import type { SessionView, UnlockOutcome } from '../../../shared/contract/session.ts';
import { instantOf, type Instant } from '../../../shared/domain/civil-date.ts';
import type { Practitioner, Situation, Structure } from '../../../shared/domain/practitioner.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { BaseGate, CardIdentity, CardPort } from './ports.ts';

export type LockReason = 'carte-retiree' | 'inactivite' | 'veille' | 'demande';

/** An open session: one doctor, one practice situation, one base. */
export interface OpenSession<Store> {
  readonly store: Store;
  readonly practitioner: Practitioner;
  readonly situation: Situation;
  readonly situations: readonly Situation[];
  readonly remplace: Practitioner | null;
  readonly structure: Structure;
  /** True when the recovery code opened the base: no card, so nothing is signed and nothing leaves. */
  readonly byRecoveryCode: boolean;
  readonly cardSerial: string | null;
  readonly certificateFingerprint: string | null;
}

export interface SessionOptions<Store> {
  readonly card: CardPort;
  readonly gate: BaseGate<Store>;
  readonly test: boolean;
  readonly now: () => Date;
  /** The practice as the base knows it. */
  readonly readPractice: (store: Store) => Promise<{
    structure: Structure;
    medecins: readonly Practitioner[];
    test: boolean;
    /** French sentences to show once the session is open. */
    warnings: readonly string[];
  }>;
  /** Runs once when a session opens; what it returns runs once when it ends, before the base is closed. */
  readonly onOpen: (session: OpenSession<Store>) => Promise<(reason: LockReason) => Promise<void>>;
  readonly closeStore: (store: Store) => Promise<void>;
  readonly onChange: () => void;
}

interface Pending<Store> {
  readonly store: Store;
  readonly identity: CardIdentity;
  readonly medecins: readonly Practitioner[];
  readonly structure: Structure;
}

/**
 * Who is in front of the window. Locked until a card (or the recovery code) opens the base; locked again at once when the card leaves.
 * Every transition runs one after the other, so that a card pulled out during a login cannot leave a base open.
 */
export class SessionService<Store> {
  readonly #options: SessionOptions<Store>;
  #open: OpenSession<Store> | null = null;
  #dispose: ((reason: LockReason) => Promise<void>) | null = null;
  #pending: Pending<Store> | null = null;
  #locked: { since: Instant; reason: LockReason; name: string } | null = null;
  #recoveryCode: string | null = null;
  #warnings: string[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions<Store>) {
    this.#options = options;
    options.card.onChange(() => this.#cardChanged());
  }

  isUnlocked(): boolean {
    return this.#open !== null;
  }

  /** The open session. Throws HygieError LOCKED. */
  current(): OpenSession<Store> {
    if (this.#open === null) throw new HygieError('LOCKED');
    return this.#open;
  }

  view(): SessionView {
    const open = this.#open;
    if (open === null) {
      return {
        etat: 'verrouillee',
        carte: this.#options.card.view(),
        baseExiste: this.#options.gate.exists(),
        verrouilleeDepuis: this.#locked?.since ?? null,
        verrouilleePour: this.#locked?.reason ?? null,
        dernierMedecin: this.#locked?.name ?? null,
        test: this.#options.test,
      };
    }
    return {
      etat: 'ouverte',
      praticien: open.practitioner,
      situation: open.situation,
      situations: [...open.situations],
      remplace: open.remplace,
      structure: open.structure,
      test: this.#options.test,
      codeRecuperationAConfirmer: this.#recoveryCode !== null,
      ouverteParCode: open.byRecoveryCode,
      avertissements: this.#warnings,
    };
  }

  /** The recovery code of a base just made, until it was typed back; null otherwise. */
  recoveryCode(): string | null {
    return this.#recoveryCode;
  }

  keepRecoveryCode(code: string): void {
    this.#recoveryCode = code;
    this.#options.onChange();
  }

  confirmRecoveryCode(typed: string): boolean {
    const bare = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '');
    if (this.#recoveryCode === null || bare(typed) !== bare(this.#recoveryCode)) return false;
    this.#recoveryCode = null;
    this.#options.onChange();
    return true;
  }

  unlock(pin: string, confirmLastTry: boolean): Promise<UnlockOutcome> {
    return this.#inTurn(() => this.#loginThen(pin, confirmLastTry, (identity) => this.#openWithCard(identity)));
  }

  /** PIN and one-time code of a newcomer or of a renewed card. */
  join(pin: string, confirmLastTry: boolean, code: string): Promise<UnlockOutcome> {
    return this.#inTurn(() =>
      this.#loginThen(pin, confirmLastTry, async (identity) => {
        const store = await this.#options.gate.join(this.#options.card, identity, code);
        return this.#chooseSituation(store, identity);
      }),
    );
  }

  unlockWithRecoveryCode(code: string): Promise<UnlockOutcome> {
    return this.#inTurn(() => this.#openWithRecoveryCode(code));
  }

  /** A backup takes the place of the base, and opens with this card. */
  restoreWithCard(file: string, pin: string, confirmLastTry: boolean): Promise<UnlockOutcome> {
    return this.#inTurn(() =>
      this.#loginThen(pin, confirmLastTry, async (identity) => {
        const { card, gate } = this.#options;
        if (await gate.restore(file, { card, identity })) return this.#openWithCard(identity);
        await card.logout();
        return { resultat: 'carte-non-enrolee' };
      }),
    );
  }

  /** A backup takes the place of the base, and opens with its recovery code. */
  restoreWithRecoveryCode(file: string, code: string): Promise<UnlockOutcome> {
    return this.#inTurn(async () => {
      await this.#lockNow('demande', false);
      await this.#options.gate.restore(file, { recoveryCode: code });
      return this.#openWithRecoveryCode(code);
    });
  }

  /** After `choisir-situation`, or to change practice while open. */
  chooseSituation(structureId: string): Promise<UnlockOutcome> {
    return this.#inTurn(async () => {
      const pending = this.#pending;
      if (pending === null) throw new HygieError('LOCKED');
      const situation = pending.identity.situations.find((each) => each.structureId === structureId);
      if (situation === undefined) throw new HygieError('NOT_FOUND');
      return this.#beginFor(pending, situation, null);
    });
  }

  /** After `choisir-remplace`: the remplaçant works in the replaced doctor's structure, under their own signature. */
  chooseReplaced(idNat: string): Promise<UnlockOutcome> {
    return this.#inTurn(async () => {
      const pending = this.#pending;
      if (pending === null) throw new HygieError('LOCKED');
      const replaced = pending.medecins.find((each) => each.idNat === idNat);
      if (replaced === undefined) throw new HygieError('NOT_FOUND');
      const { idNat: structureId, nom, secteur } = pending.structure;
      return this.#beginFor(pending, { structureId, nom, secteur }, replaced);
    });
  }

  lock(reason: LockReason): Promise<void> {
    return this.#inTurn(() => this.#lockNow(reason));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #loginThen(
    pin: string,
    confirmLastTry: boolean,
    proceed: (identity: CardIdentity) => Promise<UnlockOutcome>,
  ): Promise<UnlockOutcome> {
    const { card, gate } = this.#options;
    await this.#lockNow('demande', false);
    const login = await card.login(new TextEncoder().encode(pin), confirmLastTry);
    switch (login.outcome) {
      case 'ok':
        break;
      case 'wrong-pin':
        gate.noteEvent('code porteur erroné');
        return { resultat: 'code-errone', essais: login.triesLeft };
      case 'last-try-needs-confirmation':
        return { resultat: 'dernier-essai-a-confirmer' };
      case 'blocked':
        gate.noteEvent('carte bloquée');
        return { resultat: 'carte-bloquee' };
      case 'pin-format':
        return { resultat: 'format', message: login.message };
      case 'refused':
        gate.noteEvent(`carte refusée : ${login.message}`);
        return { resultat: 'refus', message: login.message };
    }
    try {
      return await proceed(login.identity);
    } catch (error) {
      await card.logout();
      throw error;
    }
  }

  async #openWithRecoveryCode(code: string): Promise<UnlockOutcome> {
    const { gate, readPractice } = this.#options;
    const store = await gate.openWithRecoveryCode(code);
    gate.noteEvent('base ouverte par le code de récupération');
    const { structure, medecins, warnings } = await readPractice(store);
    this.#warnings = [...warnings];
    const practitioner = medecins[0];
    if (practitioner === undefined) {
      await this.#options.closeStore(store);
      throw new HygieError('INTERNAL', 'aucun médecin n’est enregistré dans cette base');
    }
    const situation = { structureId: structure.idNat, nom: structure.nom, secteur: structure.secteur };
    await this.#begin({
      store,
      practitioner,
      situation,
      situations: [situation],
      remplace: null,
      structure,
      byRecoveryCode: true,
      cardSerial: null,
      certificateFingerprint: null,
    });
    return { resultat: 'ouverte' };
  }

  async #openWithCard(identity: CardIdentity): Promise<UnlockOutcome> {
    const { card, gate } = this.#options;
    if (!gate.exists()) {
      const { store, recoveryCode } = await gate.create(card, identity);
      this.#recoveryCode = recoveryCode;
      return this.#chooseSituation(store, identity);
    }
    const store = await gate.openWithCard(card, identity);
    if (store === null) {
      gate.noteEvent('carte sans accès à cette base');
      await card.logout();
      return { resultat: 'carte-non-enrolee' };
    }
    return this.#chooseSituation(store, identity);
  }

  async #chooseSituation(store: Store, identity: CardIdentity): Promise<UnlockOutcome> {
    const { readPractice, closeStore, test } = this.#options;
    const practice = await readPractice(store);
    if (practice.test !== test) {
      await closeStore(store);
      throw new HygieError(
        'NOT_ALLOWED',
        'cette base et cette installation ne sont pas toutes deux de test, ou toutes deux réelles',
      );
    }
    const { medecins, structure } = practice;
    this.#warnings = this.#recoveryCode === null ? [...practice.warnings] : [];
    this.#pending = { store, identity, medecins, structure };
    const [only, ...others] = identity.situations;
    if (only === undefined) return { resultat: 'choisir-remplace', medecins: [...medecins] };
    if (others.length > 0) return { resultat: 'choisir-situation', situations: [...identity.situations] };
    return this.#beginFor(this.#pending, only, null);
  }

  async #beginFor(
    pending: Pending<Store>,
    situation: Situation,
    remplace: Practitioner | null,
  ): Promise<UnlockOutcome> {
    const { identity, medecins, structure, store } = pending;
    const known = medecins.find((each) => each.idNat === identity.practitioner.idNat);
    this.#pending = null;
    await this.#begin({
      store,
      practitioner: {
        ...identity.practitioner,
        civilite: known?.civilite ?? 'Dr',
        adresseMssante: known?.adresseMssante ?? null,
      },
      situation,
      situations: identity.situations,
      remplace,
      structure:
        situation.structureId === structure.idNat
          ? structure
          : {
              idNat: situation.structureId,
              nom: situation.nom,
              secteur: situation.secteur,
              adresse: [],
              codePostal: '',
              commune: '',
              telephone: '',
            },
      byRecoveryCode: false,
      cardSerial: identity.cardSerial,
      certificateFingerprint: identity.certificateFingerprint,
    });
    return { resultat: 'ouverte' };
  }

  async #begin(session: OpenSession<Store>): Promise<void> {
    this.#open = session;
    this.#locked = null;
    try {
      this.#dispose = await this.#options.onOpen(session);
    } catch (error) {
      await this.#lockNow('demande');
      throw error;
    }
    this.#options.onChange();
  }

  async #lockNow(reason: LockReason, tell = true): Promise<void> {
    const { card, closeStore, now, onChange } = this.#options;
    const open = this.#open;
    const store = open?.store ?? this.#pending?.store ?? null;
    if (store === null) return;
    if (open !== null) {
      const { prenom, nom } = open.practitioner;
      this.#locked = { since: instantOf(now()), reason, name: `Dr ${prenom} ${nom}` };
    }
    const dispose = this.#dispose;
    this.#open = null;
    this.#dispose = null;
    this.#pending = null;
    this.#recoveryCode = null;
    this.#warnings = [];
    try {
      await dispose?.(reason);
    } finally {
      await closeStore(store);
      if (reason !== 'carte-retiree') await card.logout();
      if (tell) onChange();
    }
  }

  #cardChanged(): void {
    const view = this.#options.card.view();
    const holder = this.#open ?? null;
    // The recovery code opened the base without a card: the reader does not matter.
    if (holder?.byRecoveryCode) return;
    const sameDoctor =
      view.etat === 'carte' &&
      view.idNat === (holder?.practitioner.idNat ?? this.#pending?.identity.practitioner.idNat);
    if ((holder !== null || this.#pending !== null) && !sameDoctor) void this.lock('carte-retiree');
    else this.#options.onChange();
  }
}
