import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import { PatientPicker } from '../patients/PatientPicker.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly titre: string;
  readonly onChoose: (patient: PatientSummary) => void;
  readonly onCancel: () => void;
}

/** [108] Any patient of the practice, searched; the person is always chosen, never guessed. */
export function ChoosePatientDialog({ titre, onChoose, onCancel }: Props) {
  return (
    <Dialog
      open
      onClose={onCancel}
      maxWidth="sm"
      aria-labelledby="choisir-titre"
      slotProps={{ paper: { sx: { minHeight: '22rem' } } }}
    >
      <DialogTitle id="choisir-titre">
        {texts.choisir} : {titre}
      </DialogTitle>
      <DialogContent>
        <PatientPicker label="Nom, prénom, date de naissance ou INS" autoFocus onChoose={onChoose} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>Annuler</Button>
      </DialogActions>
    </Dialog>
  );
}
