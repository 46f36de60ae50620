import { Box, Checkbox, FormControlLabel, Radio, RadioGroup } from '@mui/material';
import { CANAUX, obstacleOf, type Choix, type Obstacles, type ShareForm } from './share-form.ts';

const TITRES: Readonly<Record<Choix, string>> = {
  messagerie: 'MSSanté à un confrère',
  dmp: 'Dépôt dans le DMP',
  'les-deux': 'MSSanté + dépôt',
};

interface Props {
  readonly form: ShareForm;
  readonly obstacles: Obstacles;
  readonly adressePatient: string | null;
  /** The opposition that alone closes the patient's road. */
  readonly patientOppose: string | null;
  readonly onChange: (part: Partial<ShareForm>) => void;
}

/** [152] The three boxes of the sheet, and the patient's own; a closed road says why. */
export function ChannelChoice({ form, obstacles, adressePatient, patientOppose, onChange }: Props) {
  return (
    <Box component="fieldset" className="bloc-partage">
      <legend>Mode de partage</legend>
      <RadioGroup
        aria-label="Mode de partage"
        value={form.choix ?? ''}
        onChange={(_event, value) => onChange({ choix: CANAUX.find((each) => each === value) ?? null })}
        sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: 'repeat(3, 1fr)' }, gap: 1 }}
      >
        {CANAUX.map((choix) => {
          const obstacle = obstacleOf(choix, obstacles);
          const reason = `partage-empeche-${choix}`;
          return (
            <Box key={choix} className="case-partage" data-choisi={form.choix === choix}>
              <FormControlLabel
                value={choix}
                disabled={obstacle !== null}
                control={<Radio slotProps={{ input: obstacle === null ? {} : { 'aria-describedby': reason } }} />}
                label={TITRES[choix]}
              />
              {obstacle === null ? null : (
                <p id={reason} className="discret raison">
                  {obstacle}
                </p>
              )}
            </Box>
          );
        })}
      </RadioGroup>
      <Box>
        <FormControlLabel
          disabled={obstacles.patient !== null}
          control={
            <Checkbox
              checked={form.versPatient && obstacles.patient === null}
              onChange={(event) => onChange({ versPatient: event.target.checked })}
              slotProps={{ input: { 'aria-describedby': 'partage-patient' } }}
            />
          }
          label="Envoyer aussi au patient (Mon espace santé)"
        />
        {patientOppose === null ? null : (
          <FormControlLabel
            control={
              <Checkbox
                checked={form.oppositionLevee}
                onChange={(event) =>
                  onChange({ oppositionLevee: event.target.checked, versPatient: event.target.checked })
                }
              />
            }
            label={`${patientOppose} J’en ai pris connaissance, et le patient demande malgré cela ce message-ci.`}
          />
        )}
        <p id="partage-patient" className="discret raison">
          {obstacles.patient ?? (adressePatient === null ? '' : `À ${adressePatient}, sans réponse attendue.`)}
        </p>
      </Box>
    </Box>
  );
}
