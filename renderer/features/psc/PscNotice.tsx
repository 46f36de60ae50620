import { Alert, Button } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { connectText, texts } from './texts.ts';
import { usePsc } from './use-psc.ts';

/** The button goes under the sentence where there is no room beside it. */
const LAYOUT = {
  flexWrap: 'wrap',
  alignItems: 'center',
  '& .MuiAlert-message': { flex: '1 1 12rem' },
  '& .MuiAlert-action': { pt: 0, mr: 0 },
};

/** Asks the doctor to sign in, wherever the mailbox is shown; nothing when there is nothing to do. One click. */
export default function PscNotice() {
  const { state, problem, busy, connect, cancel } = usePsc();
  const goToPage = useShell((shell) => shell.goToPage);
  if (state === undefined || state.etat === 'sans-objet' || state.etat === 'connecte') return null;
  if (state.etat === 'attente')
    return (
      <Alert
        severity="info"
        role="status"
        sx={LAYOUT}
        action={
          <Button color="inherit" onClick={cancel}>
            {texts.annuler}
          </Button>
        }
      >
        {texts.attente}
      </Alert>
    );
  const unset = state.etat === 'non-regle';
  const why = problem ?? texts.sansSession;
  return (
    <Alert
      severity="warning"
      role="status"
      sx={LAYOUT}
      action={
        <Button variant="contained" size="small" disabled={busy} onClick={unset ? () => goToPage('reglages') : connect}>
          {unset ? 'Ouvrir les réglages' : connectText(state.etat)}
        </Button>
      }
    >
      {why === texts.sansSession || unset || state.etat === 'a-reconnecter' ? why : `${why} ${texts.sansSession}`}
    </Alert>
  );
}
