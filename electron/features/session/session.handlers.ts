import type { Instant } from '../../../shared/domain/civil-date.ts';
import type { IdNat } from '../../../shared/ids.ts';

import type { session as sessionContract } from '../../../shared/contract/session.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { RecordStore } from '../../record/index.ts';
import { writeSettings } from '../reglages/index.ts';
import type { RecordAccess } from './access.ts';
import type { HandlersFor } from './handlers.ts';
import { keepResume, readResume } from './resume.commands.ts';
import type { SessionService } from './session.service.ts';

type SessionMethod = Exclude<
  keyof typeof sessionContract,
  'administration.diagnostic' | 'administration.choisirModule' | 'administration.inscrireModule'
>;

/** Login, lock, keys. Keys and codes go through a card that is in the reader: the recovery code alone changes none of them. */
export function sessionHandlers(
  service: SessionService<RecordStore>,
  access: RecordAccess,
): HandlersFor<SessionMethod> {
  const withCard = () => {
    const open = service.current();
    if (open.byRecoveryCode)
      throw new HygieError('NOT_ALLOWED', 'Ouvrez avec une carte pour changer les accès à la base.');
    return open;
  };
  return {
    'session.etat': () => Promise.resolve(service.view()),
    'session.ouvrir': ({ pin, confirmeDernierEssai }) => service.unlock(pin, confirmeDernierEssai),
    'session.choisirSituation': ({ structureId }) => service.chooseSituation(structureId),
    'session.choisirRemplace': ({ idNat }) => service.chooseReplaced(idNat),
    'session.ouvrirParCode': ({ code }) => service.unlockWithRecoveryCode(code),
    'session.rejoindre': ({ pin, confirmeDernierEssai, code }) => service.join(pin, confirmeDernierEssai, code),
    'session.verrouiller': async () => {
      await service.lock('demande');
      return {};
    },
    'session.codeRecuperation': () => Promise.resolve({ code: service.recoveryCode() }),
    'session.confirmerCodeRecuperation': async ({ saisi }) => {
      const exact = service.confirmRecoveryCode(saisi);
      if (exact) await access.execute(writeSettings, { settings: { codeRecuperationAConfirmer: false } });
      return { exact };
    },
    'session.renouvelerCodeRecuperation': async () => {
      const code = await withCard().store.keys.reissueRecoveryCode(access.actor());
      service.keepRecoveryCode(code);
      return { code };
    },
    'session.emettreCodeArrivee': async () => {
      const { code, expiresAt } = await withCard().store.keys.issueEnrolmentCode(access.actor());
      return { code, expireLe: expiresAt as Instant };
    },
    'session.cartes': () => {
      const open = service.current();
      return Promise.resolve(
        open.store.keys.list().map((slot) => ({
          id: slot.id,
          libelle: slot.label,
          idNat: slot.idNat as IdNat | null,
          creeeLe: slot.createdAt as Instant,
          courante: slot.cardId !== null && slot.cardId === open.certificateFingerprint,
        })),
      );
    },
    'session.retirerCarte': async ({ id }) => {
      const open = withCard();
      const slot = open.store.keys.list().find((each) => each.id === id);
      if (slot?.cardId === open.certificateFingerprint) {
        throw new HygieError('NOT_ALLOWED', 'C’est la carte avec laquelle vous êtes connecté.');
      }
      await open.store.keys.removeSlot(id, access.actor());
      return {};
    },
    'session.reprise': () => access.query(readResume, {}),
    'session.garderReprise': async (state) => {
      await access.execute(keepResume, state);
      return {};
    },
  };
}
