import { Alert, Button, Snackbar } from '@mui/material';
import { undo, useNotices } from '../lib/notices.ts';

/** The message at the foot of the window; an act that can be taken back carries « Annuler ». Errors stay until they are closed. */
export function NoticeBar() {
  const notice = useNotices((state) => state.current);
  const close = useNotices((state) => state.close);
  if (notice === null) return null;
  const { act } = notice;
  const onClose = () => close(notice.numero);
  return (
    <Snackbar
      key={notice.numero}
      open
      autoHideDuration={notice.gravite === 'error' ? null : 8_000}
      onClose={(_event, reason) => {
        if (reason !== 'clickaway') onClose();
      }}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
    >
      <Alert
        severity={notice.gravite}
        variant="standard"
        elevation={6}
        role={notice.gravite === 'error' ? 'alert' : 'status'}
        onClose={onClose}
        closeText="Fermer le message"
        action={
          act === null ? undefined : (
            <Button color="inherit" onClick={() => void undo(act)}>
              Annuler
            </Button>
          )
        }
      >
        {notice.texte}
      </Alert>
    </Snackbar>
  );
}
