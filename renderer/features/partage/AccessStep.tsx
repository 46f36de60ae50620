import { Alert, Box, Button, Checkbox, FormControlLabel } from '@mui/material';
import { useState } from 'react';
import type { DmpStatut } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { sentenceOf, type CallError } from '../../lib/client.ts';
import { useHygieCommand } from '../../lib/queries.ts';
import { dmpText } from '../../ui/dmp-text.ts';

interface Props {
  readonly patientId: PatientId;
  readonly dmp: DmpStatut;
  readonly checking: boolean;
  readonly checkError: CallError | null;
  readonly onCheck: () => void;
}

/**
 * [153] [154] The DMP is there and this doctor may not read it yet: the patient's consent is confirmed, and only then is the DMP asked. Nothing here
 * stops the deposit, which wants no such authorisation.
 */
export function AccessStep({ patientId, dmp, checking, checkError, onCheck }: Props) {
  const [consent, setConsent] = useState(false);
  const authorise = useHygieCommand('dmp.autoriser', { refreshes: ['partage.preparer', 'dossier.ouvrir'] });
  const { texte } = dmpText(dmp);
  if (dmp.etat !== 'ouvert' || dmp.autorise) {
    return (
      <Box component="p" role="status" aria-label="État du DMP" className="etat-dmp">
        <span>{checking ? 'Interrogation du DMP en cours : vous pouvez continuer.' : `${texte}.`}</span>
        {!checking && dmp.etat === 'non-verifie' ? (
          <span> Le dépôt reste possible : le DMP répondra à l’envoi. </span>
        ) : null}
        {checkError === null || checking ? null : <span className="discret"> {sentenceOf(checkError)} </span>}
        {checking || dmp.etat === 'ouvert' ? null : (
          <button type="button" className="bouton-nu lien" onClick={onCheck}>
            Interroger le DMP de nouveau
          </button>
        )}
      </Box>
    );
  }
  return (
    <Box component="section" aria-labelledby="acces-titre" className="bloc-partage acces">
      <h3 id="acces-titre">Le DMP existe ; vous n’êtes pas encore autorisé</h3>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
        <FormControlLabel
          sx={{ flex: '1 1 20rem' }}
          control={<Checkbox checked={consent} onChange={(event) => setConsent(event.target.checked)} />}
          label="Le patient consent à ce que j’accède à son DMP (recueilli ce jour)"
        />
        <Button
          variant="outlined"
          disabled={!consent || authorise.isPending}
          onClick={() => authorise.mutate({ patientId, consentementConfirme: true })}
        >
          {authorise.isPending ? 'Demande en cours…' : 'Confirmer le recueil'}
        </Button>
      </Box>
      <p className="discret raison">
        L’autorisation sert à consulter son DMP. Le dépôt du document n’en a pas besoin : vous pouvez envoyer sans elle.
      </p>
      {authorise.isError ? (
        <Alert severity="error" role="alert">
          {sentenceOf(authorise.error)}
        </Alert>
      ) : null}
    </Box>
  );
}
