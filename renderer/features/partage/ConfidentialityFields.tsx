import { Alert, Box, Checkbox, FormControlLabel } from '@mui/material';
import type { Masques } from '../../../shared/contract/dossier.ts';

interface Props {
  readonly masques: Masques;
  readonly onChange: (masques: Masques) => void;
}

/** [155] « Visible » unless the doctor masks; both masks may be ticked, with what that means. */
export function ConfidentialityFields({ masques, onChange }: Props) {
  const visible = !masques.masquePs && !masques.invisiblePatient;
  return (
    <Box component="fieldset" className="bloc-partage">
      <legend>Confidentialité dans le DMP</legend>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3 }}>
        <FormControlLabel
          control={
            <Checkbox checked={visible} onChange={() => onChange({ masquePs: false, invisiblePatient: false })} />
          }
          label="Visible"
        />
        <FormControlLabel
          control={
            <Checkbox
              checked={masques.masquePs}
              onChange={(event) => onChange({ ...masques, masquePs: event.target.checked })}
              slotProps={{ input: { 'aria-describedby': 'partage-masque-ps' } }}
            />
          }
          label="Masqué PS"
        />
        <FormControlLabel
          control={
            <Checkbox
              checked={masques.invisiblePatient}
              onChange={(event) => onChange({ ...masques, invisiblePatient: event.target.checked })}
              slotProps={{ input: { 'aria-describedby': 'partage-invisible' } }}
            />
          }
          label="Invisible patient"
        />
      </Box>
      {masques.masquePs ? (
        <p id="partage-masque-ps" className="discret raison">
          Masqué aux professionnels, sauf au médecin traitant et à l’auteur.
        </p>
      ) : null}
      {masques.invisiblePatient ? (
        <p id="partage-invisible" className="discret raison">
          Invisible du patient tant que l’annonce n’est pas faite ; aucun courriel ne lui est adressé.
        </p>
      ) : null}
      {masques.masquePs && masques.invisiblePatient ? (
        <Alert severity="warning" variant="outlined" sx={{ mt: 0.5 }}>
          Les deux masques sont cochés : ni le patient, ni les professionnels autres que son médecin traitant et vous ne
          verront ce document.
        </Alert>
      ) : null}
    </Box>
  );
}
