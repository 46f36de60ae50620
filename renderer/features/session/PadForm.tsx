import { Alert, Box, Button } from '@mui/material';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { LastTryDialog } from './LastTryDialog.tsx';
import { texts, triesSentence, type Tries } from './texts.ts';
import type { Login } from './use-login.ts';

interface Props {
  readonly tries: Tries;
  readonly login: Login;
  /** Asks the reader for the PIN. */
  readonly onStart: (confirmLastTry: boolean) => void;
  readonly before?: ReactNode;
}

/** [3] [4] [6] A reader with its own keys: nothing is typed here. The reader is asked when the doctor says so, never by itself. */
export function PadForm({ tries, login, onStart, before }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [confirming, setConfirming] = useState(false);
  useEffect(() => {
    if (!login.busy && before === undefined) button.current?.focus();
  }, [login.busy, before]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (login.busy) return;
    if (tries === 1) setConfirming(true);
    else onStart(false);
  };
  return (
    <Box component="form" onSubmit={onSubmit} autoComplete="off" noValidate sx={{ display: 'grid', gap: 1.5 }}>
      {before}
      <Alert severity={login.busy || tries === 1 ? 'warning' : 'info'} role="status">
        {login.busy ? <strong>{texts.saisirAuLecteur}</strong> : texts.codeAuLecteur}
        <br />
        {tries === 1 ? <strong>{texts.dernierEssaiTitre}.</strong> : triesSentence(tries)}
      </Alert>
      <Button ref={button} type="submit" variant="contained" size="large" disabled={login.busy}>
        {texts.identifier}
      </Button>
      <LastTryDialog
        open={confirming}
        onConfirm={() => {
          setConfirming(false);
          onStart(true);
        }}
        onCancel={() => setConfirming(false)}
      />
    </Box>
  );
}
