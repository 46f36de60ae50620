import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { DocumentLine } from '../../../../shared/contract/dossier.ts';
import { sentenceOf } from '../../../lib/client.ts';
import { useHygieCommand } from '../../../lib/queries.ts';

interface Props {
  readonly line: DocumentLine;
  readonly banner: ReactNode;
  readonly onClose: () => void;
}

const REASONS = ['Sans intérêt pour le DMP', 'Remplacé par un autre document', 'Refus du patient'] as const;

/** « Ne pas envoyer »: the document leaves the due list with its reason and stays in the record. */
export function SetAsideDialog({ line, banner, onClose }: Props) {
  const [motif, setMotif] = useState('');
  const setAside = useHygieCommand('cloture.ecarter', {
    refreshes: ['cloture.preparer', 'envois.dus', 'envois.resume', 'documents.lister'],
  });
  const ready = motif.trim().length >= 3 && !setAside.isPending;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setAside.mutate({ patientId: line.patientId, documentId: line.id, motif: motif.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" aria-labelledby="ecarter-titre">
      <form noValidate onSubmit={onSubmit} style={{ display: 'contents' }}>
        <DialogTitle id="ecarter-titre">Ne pas envoyer « {line.nom} »</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          {banner}
          <div>
            <label className="etiquette" htmlFor="ecarter-motif">
              Motif *
            </label>
            <input
              id="ecarter-motif"
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
          {setAside.isError ? (
            <Alert severity="error" role="alert">
              {sentenceOf(setAside.error)}
            </Alert>
          ) : null}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Annuler</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            Ne pas envoyer
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
