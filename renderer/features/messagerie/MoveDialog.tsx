import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { DossierMessagerie } from '../../../shared/contract/messagerie.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { texts } from './texts.ts';

type Target = Input<'messagerie.deplacer'>['vers'];

interface Props {
  /** Address of the former mailbox that the messages are in; null for the one that is set now. */
  readonly boite: string | null;
  readonly dossiers: readonly DossierMessagerie[];
  readonly onMove: (vers: Target, nom: string) => void;
  readonly onClose: () => void;
}

/** Where to put the chosen messages. */
export function MoveDialog({ boite, dossiers, onMove, onClose }: Props) {
  const targets: { vers: Target; nom: string }[] = [
    { vers: 'reception', nom: 'Boîte de réception' },
    { vers: 'archives', nom: 'Archives' },
    ...dossiers
      .filter((dossier) => dossier.genre === 'personnel' && dossier.boite === boite)
      .map(({ id, nom }) => ({ vers: id as Target, nom })),
  ];
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby="deplacer-titre">
      <DialogTitle id="deplacer-titre">{texts.deplacer} vers…</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1 }}>
        {targets.map(({ vers, nom }, rang) => (
          <Button key={vers} variant="outlined" autoFocus={rang === 0} onClick={() => onMove(vers, nom)}>
            {nom}
          </Button>
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Annuler</Button>
      </DialogActions>
    </Dialog>
  );
}
