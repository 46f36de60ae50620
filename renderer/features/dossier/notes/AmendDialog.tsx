import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { Note, ProblemeAborde } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { sentenceOf } from '../../../lib/client.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { useDraft, type DraftKey } from '../../../lib/drafts.ts';
import { tell } from '../../../lib/notices.ts';
import { useHygieCommand } from '../../../lib/queries.ts';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { useDossier } from '../use-dossier.ts';
import { contentOf, measureErrors, textOf, type NoteText } from './measures.ts';
import { NoteFields } from './NoteFields.tsx';
import { texts } from '../texts.ts';

/** An amendment being typed: the note as it was read, so that a note of long ago is found again too. */
export const AmendmentDraft = z.object({
  note: Note,
  text: z.object({
    motif: z.string(),
    texte: z.string(),
    poids: z.string(),
    taille: z.string(),
    systolique: z.string(),
    diastolique: z.string(),
    problemes: z.array(ProblemeAborde).readonly().default([]),
  }),
  motif: z.string(),
});

/** One amendment at a time in a record. */
export const amendmentKey = (patientId: PatientId): DraftKey => ({ genre: 'amendement', patientId, sujet: '' });

interface Props {
  readonly patientId: PatientId;
  readonly note: Note;
  readonly onClose: () => void;
  readonly onAmended: (note: Note) => void;
}

/** A signed note is not erased: the amendment is a new version, with its reason; the former stays readable. */
export function AmendDialog({ patientId, note, onClose, onAmended }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const draft = useDraft(amendmentKey(patientId), AmendmentDraft);
  const resumed = draft.start?.note.id === note.id ? draft.start : null;
  const [text, setText] = useState<NoteText>(() => resumed?.text ?? textOf(note));
  const [motif, setMotif] = useState(resumed?.motif ?? '');
  const type = (nextText: NoteText, nextMotif: string) => {
    setText(nextText);
    setMotif(nextMotif);
    draft.keep({ note, text: nextText, motif: nextMotif });
  };
  const giveUp = () => {
    draft.forget();
    onClose();
  };
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
          giveUp();
        },
      },
    );
  };
  return (
    // A click beside the dialog does not throw away what was typed.
    <Dialog
      open
      onClose={(_event, reason) => (reason === 'escapeKeyDown' ? giveUp() : undefined)}
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
          <NoteFields
            patientId={patientId}
            text={text}
            champ="amendement"
            onChange={(part) => type({ ...text, ...part }, motif)}
            rows={10}
          />
          <TextField
            label={texts.motifAmendement}
            required
            value={motif}
            onChange={(event) => type(text, event.target.value)}
            slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off', 'data-champ': 'amendement-raison' } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={giveUp}>{texts.annuler}</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {texts.signerAmendement}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
