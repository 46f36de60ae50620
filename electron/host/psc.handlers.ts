import type { PscSession } from '../features/psc/index.ts';
import type { HandlersFor } from '../features/session/index.ts';

/** Methods of the Pro Santé Connect session, over the one of the desk that is open. */
export function pscHandlers(
  session: () => PscSession,
): HandlersFor<`psc.${'etat' | 'connecter' | 'annuler' | 'deconnecter'}`> {
  const then = async (work: (psc: PscSession) => Promise<void> | void) => {
    const psc = session();
    await work(psc);
    return psc.state();
  };
  return {
    'psc.etat': () => session().state(),
    'psc.connecter': () => then((psc) => psc.connect()),
    'psc.annuler': () => then((psc) => psc.cancel()),
    'psc.deconnecter': () => then((psc) => psc.disconnect()),
  };
}
