import { Alert, Box, Button, Divider } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import type { LockedSessionView } from '../../app/session-context.ts';
import { call } from '../../lib/client.ts';
import { formatInstant } from '../../lib/dates.ts';
import { CardPanel } from './CardPanel.tsx';
import { ChoicePanel } from './ChoicePanel.tsx';
import { JoinPanel } from './JoinPanel.tsx';
import { LoginCard } from './LoginCard.tsx';
import { RestorePanel } from './RestorePanel.tsx';
import { RecoveryPanel } from './RecoveryPanel.tsx';
import { LOCK_REASONS, texts } from './texts.ts';
import { useLogin } from './use-login.ts';

const AdministrationDialog = lazy(() => import('./AdministrationDialog.tsx'));

interface Props {
  readonly session: LockedSessionView;
}

/** Since when and why it is locked, and that nothing typed was lost. */
function LockedNotice({ session }: Props) {
  if (session.verrouilleeDepuis === null) return null;
  const reason = session.verrouilleePour === null ? '' : ` (${LOCK_REASONS[session.verrouilleePour]})`;
  return (
    <Alert severity="info" icon={false} variant="outlined">
      Verrouillé depuis le {formatInstant(session.verrouilleeDepuis)}
      {reason}
      {session.dernierMedecin === null ? '' : ` : session de ${session.dernierMedecin}`}. Les brouillons sont gardés ;
      rien n’est reçu ni envoyé pendant ce temps.
    </Alert>
  );
}

/** [1]–[7] The only screen of a locked Hygie: no patient, no file, the card. */
export default function LoginScreen({ session }: Props) {
  const login = useLogin();
  const [way, setWay] = useState<'carte' | 'recuperation' | 'arrivee' | 'restauration'>('carte');
  const [administration, setAdministration] = useState(false);
  const back = () => {
    login.say(null);
    setWay('carte');
  };
  const { carte, baseExiste } = session;

  return (
    <LoginCard test={session.test} titre={texts.titre}>
      <Box component="p" sx={{ m: 0, fontSize: '1.125rem' }}>
        {texts.bonjour}
      </Box>
      <LockedNotice session={session} />
      {baseExiste ? null : <Alert severity="info">{texts.premiereMiseEnService}</Alert>}
      {login.message === null ? null : (
        <Alert severity={login.message.gravite} role="alert">
          {login.message.texte}
        </Alert>
      )}
      {login.choice !== null ? (
        <ChoicePanel choice={login.choice} login={login} />
      ) : way === 'recuperation' ? (
        <RecoveryPanel login={login} onBack={back} />
      ) : way === 'restauration' ? (
        <RestorePanel card={carte} login={login} onBack={back} />
      ) : way === 'arrivee' ? (
        <JoinPanel card={carte} login={login} onBack={back} />
      ) : (
        <CardPanel
          card={carte}
          login={login}
          onPin={(pin, confirmeDernierEssai) =>
            void login.run(() => call('session.ouvrir', { pin, confirmeDernierEssai }))
          }
        />
      )}
      {way === 'carte' && login.choice === null && (login.damaged || !baseExiste) ? (
        <Button
          variant={login.damaged ? 'contained' : 'text'}
          onClick={() => {
            login.say(null);
            setWay('restauration');
          }}
        >
          {login.damaged ? texts.restaurerDerniere : texts.restaurer}
        </Button>
      ) : null}
      <Divider />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'space-between' }}>
        {baseExiste && way === 'carte' && login.choice === null ? (
          <>
            <Button onClick={() => setWay('arrivee')}>{texts.arrivee}</Button>
            <Button onClick={() => setWay('recuperation')}>{texts.recuperation}</Button>
          </>
        ) : null}
        <Button variant="outlined" onClick={() => setAdministration(true)}>
          {texts.administration}
        </Button>
      </Box>
      {administration ? (
        <Suspense fallback={null}>
          <AdministrationDialog onClose={() => setAdministration(false)} />
        </Suspense>
      ) : null}
    </LoginCard>
  );
}
