import { Alert, Box, Button, TextField } from '@mui/material';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { LastTryDialog } from './LastTryDialog.tsx';
import type { Login } from './use-login.ts';
import { texts, triesSentence, type Tries } from './texts.ts';

interface Props {
  readonly tries: Tries;
  readonly login: Login;
  /** Takes the PIN at once; must not keep it. */
  readonly onPin: (pin: string, confirmLastTry: boolean) => void;
  /** Fields that come with the PIN (the code of a newcomer). */
  readonly before?: ReactNode;
}

/**
 * [3] [4] [6] The PIN lives in the field only: never in React state, cleared the moment it leaves.
 * The last try is asked for twice.
 */
export function PinForm({ tries, login, onPin, before }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [confirming, setConfirming] = useState(false);
  useEffect(() => {
    if (!login.busy) input.current?.focus();
  }, [login.busy]);
  // A card pulled out or an unmounted screen leaves nothing behind in the field.
  useEffect(() => {
    const field = input.current;
    return () => {
      if (field !== null) field.value = '';
    };
  }, []);

  const send = (confirmLastTry: boolean) => {
    const field = input.current;
    if (field === null) return;
    const pin = field.value;
    field.value = '';
    setConfirming(false);
    onPin(pin, confirmLastTry);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (login.busy) return;
    if (input.current?.value === '') login.say({ gravite: 'warning', texte: texts.codeVide });
    else if (tries === 1) setConfirming(true);
    else send(false);
  };
  const giveUp = () => {
    if (input.current !== null) input.current.value = '';
    setConfirming(false);
    input.current?.focus();
  };

  return (
    <Box component="form" onSubmit={onSubmit} autoComplete="off" noValidate sx={{ display: 'grid', gap: 1.5 }}>
      {before}
      {tries === 1 ? (
        <Alert severity="warning">
          <strong>{texts.dernierEssaiTitre}.</strong>
        </Alert>
      ) : null}
      <TextField
        inputRef={input}
        type="password"
        label={texts.codePorteur}
        autoFocus={before === undefined}
        disabled={login.busy}
        helperText={triesSentence(tries)}
        slotProps={{
          htmlInput: { inputMode: 'numeric', autoComplete: 'off', maxLength: 8, 'data-champ': 'code-porteur' },
          formHelperText: { role: 'status', sx: { fontSize: '0.875rem', color: 'text.primary' } },
        }}
      />
      <Button type="submit" variant="contained" size="large" disabled={login.busy}>
        {texts.valider}
      </Button>
      <LastTryDialog open={confirming} onConfirm={() => send(true)} onCancel={giveUp} />
    </Box>
  );
}
