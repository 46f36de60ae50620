import { Box, Checkbox, FormControlLabel, TextField } from '@mui/material';
import type { Confrere } from '../../../shared/contract/partage.ts';
import { typedAddresses, type ShareForm } from './share-form.ts';

interface Props {
  readonly form: ShareForm;
  readonly confreres: readonly Confrere[];
  readonly onChange: (part: Partial<ShareForm>) => void;
}

/** [155] Who receives it, the subject and the body, both proposed and both open to change. */
export function MessageFields({ form, confreres, onChange }: Props) {
  const { wrong } = typedAddresses(form.autreAdresse);
  const toggle = (adresse: string, on: boolean) =>
    onChange({
      confreres: on ? [...form.confreres, adresse] : form.confreres.filter((each) => each !== adresse),
    });
  return (
    <Box component="fieldset" className="bloc-partage">
      <legend>Message aux confrères</legend>
      {confreres.length === 0 ? (
        <p className="vide">Aucun confrère dans le carnet du cabinet : saisissez une adresse.</p>
      ) : (
        <Box
          role="group"
          aria-label="Confrères destinataires"
          sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, columnGap: 2 }}
        >
          {confreres.map(({ adresse, nom, prenom, specialite }) => (
            <FormControlLabel
              key={adresse}
              title={adresse}
              control={
                <Checkbox
                  checked={form.confreres.includes(adresse)}
                  onChange={(event) => toggle(adresse, event.target.checked)}
                />
              }
              label={
                <>
                  {prenom} {nom} <span className="discret">{specialite}</span>
                </>
              }
            />
          ))}
        </Box>
      )}
      <TextField
        label="Autre adresse MSSanté"
        value={form.autreAdresse}
        fullWidth
        error={wrong.length > 0}
        helperText={wrong.length > 0 ? `Adresse incomplète : ${wrong.join(', ')}` : undefined}
        onChange={(event) => onChange({ autreAdresse: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 400, autoComplete: 'off', spellCheck: false, inputMode: 'email' } }}
      />
      <TextField
        label="Objet"
        value={form.objet}
        fullWidth
        onChange={(event) => onChange({ objet: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 300 } }}
      />
      <TextField
        label="Message"
        value={form.corps}
        fullWidth
        multiline
        minRows={3}
        maxRows={6}
        onChange={(event) => onChange({ corps: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 10_000 } }}
      />
      <p className="discret raison">
        Le message emporte le document pour son logiciel (archive IHE XDM) et le même en PDF lisible.
      </p>
    </Box>
  );
}
