import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState, type FormEvent } from 'react';
import type { Note } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { sentenceOf } from '../../../lib/client.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { tell } from '../../../lib/notices.ts';
import { useHygieCommand } from '../../../lib/queries.ts';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { useDossier } from '../use-dossier.ts';
import { contentOf, measureErrors, textOf, type NoteText } from './measures.ts';
import { NoteFields } from './NoteFields.tsx';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly note: Note;
  readonly onClose: () => void;
  readonly onAmended: (note: Note) => void;
}

/** A signed note is not erased: the amendment is a new version, with its reason; the former stays readable. */
export function AmendDialog({ patientId, note, onClose, onAmended }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const [text, setText] = useState<NoteText>(() => textOf(note));
  const [motif, setMotif] = useState('');
  const amend = useHygieCommand('notes.amender', { refreshes: ['dossier.ouvrir', 'notes.versions'] });
  const ready = motif.trim() !== '' && Object.keys(measureErrors(text)).length === 0 && !amend.isPending;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    amend.mutate(
      { patientId, noteId: note.id, version: note.version, contenu: contentOf(text), motif: motif.trim() },
      {
        onSuccess: (next) => {
          onAmended(next);
          tell(texts.noteAmendee);
          onClose();
        },
      },
    );
  };
  return (
    // A click beside the dialog does not throw away what was typed.
    <Dialog
      open
      onClose={(_event, reason) => (reason === 'escapeKeyDown' ? onClose() : undefined)}
      maxWidth="md"
      aria-labelledby="amender-titre"
    >
      <form noValidate onSubmit={onSubmit} style={{ display: 'contents' }}>
        <DialogTitle id="amender-titre">
          Amender la note du {formatInstant(note.signeeLe ?? note.commenceeLe)}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          {patient === undefined ? null : <PatientBanner patient={patient} />}
          {amend.isError ? (
            <Alert severity="error" role="alert">
              {sentenceOf(amend.error)}
            </Alert>
          ) : null}
          <NoteFields text={text} onChange={(part) => setText((before) => ({ ...before, ...part }))} rows={10} />
          <TextField
            label={texts.motifAmendement}
            required
            value={motif}
            onChange={(event) => setMotif(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{texts.annuler}</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {texts.signerAmendement}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
