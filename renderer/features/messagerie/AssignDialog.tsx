import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState } from 'react';
import type { LigneMessage } from '../../../shared/contract/messagerie.ts';
import type { Candidat } from '../../../shared/contract/reception.ts';
import { RAISONS_RECEPTION } from '../../../shared/domain/reception.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { call } from '../../lib/client.ts';
import { tellError } from '../../lib/notices.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fullName } from '../../ui/identity-text.ts';
import { Loading } from '../../ui/Loading.tsx';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import { CompareTraits } from '../reception/CompareTraits.tsx';

interface Props {
  readonly ligne: LigneMessage;
  readonly onAssign: (patientId: PatientId, nom: string, confirmeDifference: boolean) => void;
  readonly onClose: () => void;
}

/** [107] [108] Candidates compared side by side, or any patient searched; the person is always chosen, and a difference is said again before it is accepted. */
export function AssignDialog({ ligne, onAssign, onClose }: Props) {
  const found = useHygieQuery('messagerie.candidats', { id: ligne.id });
  const [chosen, setChosen] = useState<Candidat | null>(null);
  const pick = async (patientId: PatientId) => {
    try {
      const { candidats } = await call('messagerie.candidats', { id: ligne.id, patientId });
      setChosen(candidats.find((each) => each.patient.id === patientId) ?? null);
    } catch (error) {
      tellError(error);
    }
  };
  const differs = (chosen?.differents.length ?? 0) > 0;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      aria-labelledby="assigner-titre"
      slotProps={{ paper: { sx: { minHeight: '26rem' } } }}
    >
      <DialogTitle id="assigner-titre">Assigner « {ligne.objet} »</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        {ligne.raison === null ? null : <Alert severity="info">{RAISONS_RECEPTION[ligne.raison]}</Alert>}
        {found.isError ? <ErrorNotice error={found.error} onRetry={() => void found.refetch()} /> : null}
        {found.data === undefined ? (
          found.isError ? null : (
            <Loading />
          )
        ) : chosen === null ? (
          <>
            {found.data.candidats.length === 0 ? (
              <p className="vide">Aucun dossier ne correspond à ce que porte le message : cherchez le patient.</p>
            ) : (
              <CompareTraits identite={null} candidats={found.data.candidats} onChoose={setChosen} />
            )}
            <PatientPicker
              label="Chercher un patient (nom, prénom, date de naissance, INS)"
              autoFocus
              onChoose={(patient) => void pick(patient.id)}
            />
          </>
        ) : (
          <>
            {differs ? (
              <Alert severity="warning" role="alert">
                Des traits diffèrent entre le message et ce dossier : {chosen.differents.join(', ')}. Vérifiez avant
                d’assigner.
              </Alert>
            ) : null}
            <CompareTraits identite={null} candidats={[chosen]} onChoose={null} />
          </>
        )}
      </DialogContent>
      <DialogActions>
        {chosen === null ? null : <Button onClick={() => setChosen(null)}>Choisir un autre patient</Button>}
        <Button onClick={onClose}>Annuler</Button>
        <Button
          variant="contained"
          color={differs ? 'error' : 'primary'}
          disabled={chosen === null}
          onClick={() => {
            if (chosen !== null) onAssign(chosen.patient.id, fullName(chosen.patient), differs);
          }}
        >
          OK
        </Button>
      </DialogActions>
    </Dialog>
  );
}
