import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { useHygieQuery } from '../../lib/queries.ts';
import { CardTiles } from './CardTiles.tsx';

/** [63] [70] « Info bouton » beside a coded problem: the card that its code calls for; nothing when there is none. */
export function InfoButton({ code, libelle }: { readonly code: string | null; readonly libelle: string }) {
  const cards = useHygieQuery('fiches.lister', {});
  const [open, setOpen] = useState(false);
  const card =
    code === null ? undefined : cards.data?.find(({ cim10 }) => cim10.some((start) => code.startsWith(start)));
  if (card === undefined) return null;
  return (
    <>
      <button
        type="button"
        className="petite-action"
        aria-label={`Info : ${libelle}`}
        title="Stratégie thérapeutique"
        onClick={() => setOpen(true)}
      >
        <strong aria-hidden>i</strong>
      </button>
      {open ? (
        <Dialog open onClose={() => setOpen(false)} maxWidth="lg" aria-labelledby="info-titre">
          <DialogTitle id="info-titre">Stratégie thérapeutique : {card.pathologie}</DialogTitle>
          <DialogContent tabIndex={0}>
            <CardTiles card={card} />
          </DialogContent>
          <DialogActions>
            <Button autoFocus variant="contained" onClick={() => setOpen(false)}>
              Fermer
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </>
  );
}
