import CreditCardIcon from '@mui/icons-material/CreditCardOutlined';
import CreditCardOffIcon from '@mui/icons-material/CreditCardOffOutlined';
import { Alert, Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { CardView } from '../../../shared/contract/session.ts';
import { PadForm } from './PadForm.tsx';
import { PinForm } from './PinForm.tsx';
import { CARD_WARNINGS, READER_SENTENCES, REFUSALS } from './texts.ts';
import type { Login } from './use-login.ts';

interface Props {
  readonly card: CardView;
  readonly login: Login;
  readonly onPin: (pin: string, confirmLastTry: boolean) => void;
  readonly before?: ReactNode;
}

/** What the reader holds: nothing, a card that may not log in and why, or a card and its PIN field. */
export function CardPanel({ card, login, onPin, before }: Props) {
  if (card.etat !== 'carte') {
    const { titre, texte } = READER_SENTENCES[card.etat];
    return (
      <Box role="status" sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
        <CreditCardOffIcon color="secondary" fontSize="large" aria-hidden />
        <div>
          <Box component="p" sx={{ m: 0, fontWeight: 650 }}>
            {titre}
          </Box>
          <Box component="p" sx={{ m: 0 }}>
            {texte}
          </Box>
        </div>
      </Box>
    );
  }
  return (
    <>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <CreditCardIcon color="primary" fontSize="large" aria-hidden />
        <div role="group" aria-label="Titulaire de la carte">
          <Box component="p" sx={{ m: 0, fontWeight: 650 }}>
            {card.prenom} {card.nom}
          </Box>
          <Box component="p" className="discret" sx={{ m: 0 }}>
            {card.titre}
          </Box>
        </div>
      </Box>
      {(card.refus === null ? card.avertissements : []).map((warning) => (
        <Alert key={warning} severity="warning">
          {CARD_WARNINGS[warning]}
        </Alert>
      ))}
      {card.refus !== null ? (
        <Alert severity="error" role="alert">
          {REFUSALS[card.refus]}
        </Alert>
      ) : card.codeAuLecteur ? (
        <PadForm
          key={card.idNat}
          tries={card.essais}
          login={login}
          onStart={(confirmLastTry) => onPin('', confirmLastTry)}
          before={before}
        />
      ) : (
        <PinForm key={card.idNat} tries={card.essais} login={login} onPin={onPin} before={before} />
      )}
    </>
  );
}
