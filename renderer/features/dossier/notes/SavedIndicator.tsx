import { Alert } from '@mui/material';
import type { AutosaveState } from '../../../lib/autosave.ts';
import { sentenceOf } from '../../../lib/client.ts';
import { formatTimeSeconds } from '../../../lib/dates.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly state: AutosaveState;
}

/** Where the text is, honestly: « Enregistré » only when the host said that it is on disk. */
export function SavedIndicator({ state }: Props) {
  if (state.kind === 'failed') {
    return (
      <Alert severity="error" role="alert" sx={{ py: 0 }}>
        Non enregistré. {sentenceOf(state.error)} Votre texte est gardé à l’écran ; nouvel essai dans quelques secondes.
      </Alert>
    );
  }
  const texte = {
    clean: '',
    pending: texts.pasEncoreEnregistre,
    saving: texts.enregistrement,
    saved: state.kind === 'saved' ? `Enregistré à ${formatTimeSeconds(state.at)}` : '',
  }[state.kind];
  return (
    <span className="discret" data-etat={state.kind} style={{ fontSize: '0.8125rem' }}>
      {texte}
    </span>
  );
}
