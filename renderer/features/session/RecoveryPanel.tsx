import { Box, Button, TextField } from '@mui/material';
import { useRef, type FormEvent } from 'react';
import { call } from '../../lib/client.ts';
import { texts } from './texts.ts';
import type { Login } from './use-login.ts';

interface Props {
  readonly login: Login;
  readonly onBack: () => void;
}

/** The practice's recovery code, when no card can open the base. Uncontrolled, like the PIN. */
export function RecoveryPanel({ login, onBack }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const field = input.current;
    if (field === null || login.busy) return;
    const code = field.value;
    field.value = '';
    if (code.trim() === '') login.say({ gravite: 'warning', texte: 'Saisissez le code de récupération.' });
    else void login.run(() => call('session.ouvrirParCode', { code }));
  };
  return (
    <Box component="form" onSubmit={onSubmit} autoComplete="off" noValidate sx={{ display: 'grid', gap: 1.5 }}>
      <Box component="p" sx={{ m: 0 }}>
        Le code remis à la mise en service du cabinet ouvre la base sans carte : on peut lire et noter, mais rien n’est
        signé ni envoyé.
      </Box>
      <TextField
        inputRef={input}
        label="Code de récupération"
        autoFocus
        disabled={login.busy}
        slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, maxLength: 200 } }}
      />
      <Button type="submit" variant="contained" disabled={login.busy}>
        Ouvrir la base
      </Button>
      <Button onClick={onBack}>{texts.retour}</Button>
    </Box>
  );
}
