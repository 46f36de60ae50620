import type { IdNat } from '../../shared/ids.ts';
import type { CardHolder, CardService } from '../card/index.ts';
import type { CardIdentity, CardPort } from '../features/session/index.ts';

export interface CardPortOptions {
  readonly card: CardService;
  /** Takes a copy of the PIN that the card has just accepted, and zeroes it after use. */
  readonly accepted: (pin: Uint8Array, holder: CardHolder) => void;
  /** The login ended without a session, or the card left: a PIN still held is zeroed at once. */
  readonly dropped: () => void;
}

/** The card as the session sees it. */
export function cardPort({ card, accepted, dropped }: CardPortOptions): CardPort {
  card.onChange(() => {
    if (card.view().etat !== 'carte') dropped();
  });
  return {
    view: () => card.view(),
    onChange: (listener) => card.onChange(listener),
    logout: () => {
      dropped();
      return card.logout();
    },
    authSignature: (message) => card.authSignature(message),
    login: async (pin, confirmLastTry) => {
      const copy = Uint8Array.from(pin);
      const login = await card.login(pin, confirmLastTry);
      if (login.outcome !== 'ok') {
        copy.fill(0);
        return login;
      }
      accepted(copy, login.holder);
      const { idNat, nom, prenom, specialite, situations, cardSerial, auth } = login.holder;
      const identity: CardIdentity = {
        practitioner: {
          idNat: idNat as IdNat,
          nom,
          prenom,
          civilite: 'Dr',
          profession: '10',
          specialite,
          adresseMssante: null,
        },
        situations,
        cardSerial,
        certificateFingerprint: auth.fingerprint,
      };
      return { outcome: 'ok', identity };
    },
  };
}
