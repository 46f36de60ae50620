import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId, type ReactNode } from 'react';

interface Props {
  readonly open: boolean;
  readonly titre: string;
  readonly children: ReactNode;
  readonly confirmer: string;
  readonly annuler?: string;
  readonly danger?: boolean;
  readonly confirmDisabled?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** A question before something that matters. Nothing is confirmed by Enter alone: the focus starts on the way back. */
export function ConfirmDialog(props: Props) {
  const titleId = useId();
  return (
    <Dialog open={props.open} onClose={props.onCancel} maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{props.titre}</DialogTitle>
      <DialogContent>{props.children}</DialogContent>
      <DialogActions>
        <Button autoFocus onClick={props.onCancel}>
          {props.annuler ?? 'Annuler'}
        </Button>
        <Button
          variant="contained"
          color={props.danger ? 'error' : 'primary'}
          disabled={props.confirmDisabled ?? false}
          onClick={props.onConfirm}
        >
          {props.confirmer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
