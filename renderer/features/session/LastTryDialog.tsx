import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { texts } from './texts.ts';

interface Props {
  readonly open: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** The last try of a card is asked for twice. */
export function LastTryDialog({ open, onConfirm, onCancel }: Props) {
  return (
    <ConfirmDialog
      open={open}
      titre={texts.dernierEssaiTitre}
      confirmer={texts.utiliserDernierEssai}
      annuler="Ne pas essayer"
      danger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {texts.dernierEssai}
    </ConfirmDialog>
  );
}
