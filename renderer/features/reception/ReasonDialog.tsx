import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState, type FormEvent } from 'react';

interface Props {
  readonly titre: string;
  readonly raisons: readonly string[];
  readonly valider: string;
  readonly onSubmit: (motif: string) => void;
  readonly onCancel: () => void;
}

/** One line of text, with the usual answers one click away. */
export function ReasonDialog({ titre, raisons, valider, onSubmit, onCancel }: Props) {
  const [motif, setMotif] = useState('');
  const ready = motif.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onSubmit(motif.trim());
  };
  return (
    <Dialog open onClose={onCancel} maxWidth="sm" aria-labelledby="motif-titre">
      <form noValidate onSubmit={submit} style={{ display: 'contents' }}>
        <DialogTitle id="motif-titre">{titre}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          <div>
            <label className="etiquette requis" htmlFor="motif-texte">
              Motif
            </label>
            <input
              id="motif-texte"
              className="champ"
              autoFocus
              autoComplete="off"
              maxLength={200}
              value={motif}
              onChange={(event) => setMotif(event.target.value)}
            />
          </div>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6 }}>
            {raisons.map((raison) => (
              <Button key={raison} variant="outlined" onClick={() => setMotif(raison)}>
                {raison}
              </Button>
            ))}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>Annuler</Button>
          <Button type="submit" variant="contained" disabled={!ready}>
            {valider}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
