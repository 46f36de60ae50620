import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { PatientId } from '../../../../shared/ids.ts';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { useDossier } from '../use-dossier.ts';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly nom: string;
  readonly onRemove: (motif: string) => void;
  readonly onCancel: () => void;
}

const REASONS = ['Erreur de saisie', 'N’est plus d’actualité', 'Doublon'] as const;

/** Nothing medical is erased: the element leaves the list with a reason, its history stays. */
export function RemoveDialog({ patientId, nom, onRemove, onCancel }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const [motif, setMotif] = useState('');
  const ready = motif.trim() !== '';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onRemove(motif.trim());
  };
  return (
    <Dialog open onClose={onCancel} maxWidth="sm" aria-labelledby="retirer-titre">
      <form noValidate onSubmit={onSubmit} style={{ display: 'contents' }}>
        <DialogTitle id="retirer-titre">Retirer « {nom} »</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          {patient === undefined ? null : <PatientBanner patient={patient} />}
          <div>
            <label className="etiquette requis" htmlFor="retirer-motif">
              {texts.motifRetrait}
            </label>
            <input
              id="retirer-motif"
              className="champ"
              autoFocus
              autoComplete="off"
              maxLength={200}
              value={motif}
              onChange={(event) => setMotif(event.target.value)}
            />
          </div>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
            {REASONS.map((reason) => (
              <Button key={reason} variant="outlined" onClick={() => setMotif(reason)}>
                {reason}
              </Button>
            ))}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>{texts.annuler}</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {texts.retirer}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
