import { Alert, Button } from '@mui/material';
import { call } from '../../lib/client.ts';
import { formatInstant } from '../../lib/dates.ts';
import { tellError } from '../../lib/notices.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import PscNotice from '../psc/PscNotice.tsx';
import { useShell } from '../../app/shell-store.ts';

/** Whether the mailbox is live, since when it is not, and what waits here. */
export function StateBar() {
  const state = useHygieQuery('messagerie.etat', {}).data;
  const psc = useHygieQuery('psc.etat', {}).data?.etat;
  const goToPage = useShell((shell) => shell.goToPage);
  if (state === undefined) return null;
  const ask = () => {
    call('messagerie.synchroniser', {}).catch(tellError);
  };
  if (state.etat === 'sans-compte') {
    return (
      <Alert
        severity="info"
        action={
          <Button color="inherit" onClick={() => goToPage('reglages')}>
            Réglages
          </Button>
        }
      >
        Aucune boîte MSSanté n’est réglée pour vous.
      </Alert>
    );
  }
  // One thing to do, said once: without a session the mailbox is offline for no other reason.
  if (psc !== undefined && psc !== 'sans-objet' && psc !== 'connecte') return <PscNotice />;
  if (state.etat === 'hors-ligne') {
    return (
      <Alert
        severity="warning"
        action={
          <Button color="inherit" onClick={ask}>
            Réessayer
          </Button>
        }
      >
        Hors ligne{state.horsLigneDepuis === null ? '' : ` depuis le ${formatInstant(state.horsLigneDepuis)}`}.{' '}
        {state.raison ?? ''} Vous pouvez lire et écrire :
        {state.enAttente === 0 ? ' rien n’attend.' : ` ${state.enAttente} geste(s) partiront ensuite.`}
      </Alert>
    );
  }
  return (
    <p className="discret" role="status" style={{ margin: 0, fontSize: '0.75rem' }}>
      {state.avancement === null
        ? ''
        : `Synchronisation : ${state.avancement.recus} sur ${state.avancement.total} messages. `}
      {state.adresse} {state.enDirect ? '· en direct' : '· relevé toutes les cinq minutes'}
      {state.derniereSynchronisation === null
        ? ''
        : ` · à jour le ${formatInstant(state.derniereSynchronisation)}`}{' '}
      <button type="button" className="bouton-nu lien" onClick={ask}>
        Relever maintenant
      </button>
    </p>
  );
}
