import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId, useState, type FormEvent } from 'react';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { formatCivilDate, type CivilDate } from '../../../shared/domain/civil-date.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { today } from '../../lib/dates.ts';
import { tell } from '../../lib/notices.ts';
import { useHygieCommand, useHygieQuery } from '../../lib/queries.ts';
import { DateField } from '../../ui/DateField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { bornOn, displayName } from '../../ui/identity-text.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly event: EvenementProtocole;
  readonly onClose: () => void;
}

/** « Noter comme fait… »: the day and a few words, under the name of the patient whose record it is. */
export function NoteDoneDialog({ patientId, event, onClose }: Props) {
  const titleId = useId();
  const wordsId = useId();
  const patient = useHygieQuery('patients.lire', { patientId });
  const [jour, setJour] = useState<string>(today());
  const [texte, setTexte] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const note = useHygieCommand('parcours.noter', {
    refreshes: ['parcours.lire'],
    onSuccess: () => {
      tell(`« ${event.titre} » noté comme fait`);
      onClose();
    },
  });
  const submit = (form: FormEvent) => {
    form.preventDefault();
    const error =
      jour === '' ? 'Date obligatoire (jj/mm/aaaa)' : jour > today() ? 'Cette date est dans l’avenir' : null;
    setWrong(error);
    if (error !== null) return;
    const { protocole, evenement, date } = event;
    note.mutate({ patientId, protocole, evenement, prevuLe: date, realiseLe: jour as CivilDate, texte });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>
          {texts.noterTitre} : {event.titre}
        </DialogTitle>
        <DialogContent>
          <p style={{ marginTop: 0 }}>
            {patient.data === undefined ? (
              '…'
            ) : (
              <>
                <strong>{displayName(patient.data)}</strong>, {bornOn(patient.data.sexe)}{' '}
                {formatCivilDate(patient.data.dateNaissance)}
              </>
            )}
          </p>
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            <DateField
              label={texts.faitLe}
              whole
              required
              autoFocus
              value={jour}
              error={wrong}
              onChange={(iso) => {
                setJour(iso);
                setWrong(null);
              }}
            />
            <div>
              <label className="etiquette" htmlFor={wordsId}>
                {texts.precision}
              </label>
              <input
                id={wordsId}
                className="champ"
                type="text"
                autoComplete="off"
                maxLength={200}
                value={texte}
                onChange={(change) => setTexte(change.target.value)}
              />
            </div>
            {note.isError ? <ErrorNotice error={note.error} /> : null}
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{texts.retour}</Button>
          <Button type="submit" variant="contained" disabled={note.isPending || patient.data === undefined}>
            {texts.noterTitre}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
