import { Button } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { connectText, texts } from './texts.ts';
import { usePsc } from './use-psc.ts';

/** Pages that ask by themselves, with the reason. */
const SAID_ELSEWHERE: readonly string[] = ['page:messagerie', 'page:envois', 'page:reglages'];

/** In sight on the home page and in the records, wherever they are scrolled: one click to sign in again. */
export default function PscBadge() {
  const { state, problem, busy, connect, cancel } = usePsc();
  const actif = useShell((shell) => shell.actif);
  if (state === undefined || SAID_ELSEWHERE.includes(actif)) return null;
  if (state.etat === 'attente')
    return (
      <Button variant="outlined" color="warning" size="small" title={texts.attente} onClick={cancel}>
        Annuler la connexion
      </Button>
    );
  if (state.etat !== 'a-reconnecter' && state.etat !== 'deconnecte') return null;
  return (
    <Button
      variant="contained"
      size="small"
      title={problem ?? texts.sansSession}
      disabled={busy}
      onClick={connect}
      // Two short lines: the bar stays one line high on an ordinary screen.
      sx={{ fontSize: '0.75rem', lineHeight: 1.15, maxWidth: '9.5rem', py: 0.25 }}
    >
      {connectText(state.etat)}
    </Button>
  );
}
