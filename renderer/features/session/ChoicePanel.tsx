import { Box, Button } from '@mui/material';
import { call } from '../../lib/client.ts';
import type { Login } from './use-login.ts';

interface Props {
  readonly choice: NonNullable<Login['choice']>;
  readonly login: Login;
}

/** Several practices on the card, or a remplaçant without one: nothing is preselected. */
export function ChoicePanel({ choice, login }: Props) {
  const places =
    choice.resultat === 'choisir-situation'
      ? choice.situations.map((situation) => ({
          id: situation.structureId as string,
          titre: situation.nom,
          detail: `Structure ${situation.structureId}`,
          choose: () => call('session.choisirSituation', { structureId: situation.structureId }),
        }))
      : choice.medecins.map((medecin) => ({
          id: medecin.idNat as string,
          titre: `${medecin.civilite} ${medecin.prenom} ${medecin.nom}`,
          detail: 'Vous signez en votre nom, pour sa structure',
          choose: () => call('session.choisirRemplace', { idNat: medecin.idNat }),
        }));
  return (
    <Box component="section" sx={{ display: 'grid', gap: 1 }}>
      <Box component="h2" sx={{ m: 0, fontSize: '1rem' }}>
        {choice.resultat === 'choisir-situation' ? 'Choisissez votre lieu d’exercice' : 'Quel médecin remplacez-vous ?'}
      </Box>
      {places.map((place, position) => (
        <Button
          key={place.id}
          variant="outlined"
          autoFocus={position === 0}
          disabled={login.busy}
          onClick={() => void login.run(place.choose)}
          sx={{ justifyContent: 'flex-start', textAlign: 'start', flexDirection: 'column', alignItems: 'flex-start' }}
        >
          <span>{place.titre}</span>
          <Box component="span" className="discret" sx={{ fontWeight: 400, fontSize: '0.8125rem' }}>
            {place.detail}
          </Box>
        </Button>
      ))}
      {places.length === 0 ? <p className="vide">Aucun médecin n’est enregistré dans cette base.</p> : null}
    </Box>
  );
}
