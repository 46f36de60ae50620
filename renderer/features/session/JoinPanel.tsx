import { Box, Button, TextField } from '@mui/material';
import { useRef } from 'react';
import type { CardView } from '../../../shared/contract/session.ts';
import { call } from '../../lib/client.ts';
import { CardPanel } from './CardPanel.tsx';
import { texts } from './texts.ts';
import type { Login } from './use-login.ts';

interface Props {
  readonly card: CardView;
  readonly login: Login;
  readonly onBack: () => void;
}

/** A newcomer or a renewed card: one-time code of a doctor of the practice, and the PIN. */
export function JoinPanel({ card, login, onBack }: Props) {
  const code = useRef<HTMLInputElement>(null);
  return (
    <>
      <Box component="p" sx={{ m: 0 }}>
        Un médecin du cabinet émet ce code dans ses réglages ; il vaut 15 minutes et ne sert qu’une fois.
      </Box>
      <CardPanel
        card={card}
        login={login}
        onPin={(pin, confirmeDernierEssai) => {
          const typed = code.current?.value ?? '';
          void login.run(() => call('session.rejoindre', { pin, confirmeDernierEssai, code: typed }));
        }}
        before={
          <TextField
            inputRef={code}
            label="Code d’arrivée"
            autoFocus
            slotProps={{ htmlInput: { autoComplete: 'off', maxLength: 60, spellCheck: false } }}
          />
        }
      />
      <Button onClick={onBack}>{texts.retour}</Button>
    </>
  );
}
