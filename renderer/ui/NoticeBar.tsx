import { Alert, Button } from '@mui/material';
import { useEffect, useState } from 'react';
import { undo, useNotices, type Notice } from '../lib/notices.ts';

const SHOWN_FOR = 8_000;

/**
 * The message at the foot of the window, in a line of its own: it covers neither a page nor the buttons of a dialog. An act that can be taken back
 * carries « Annuler ». Errors stay until they are closed; what is pointed at stays too.
 */
export function NoticeBar() {
  const notice = useNotices((state) => state.current);
  return (
    <div className="ligne-message pas-imprime">
      {notice === null ? null : <Line key={notice.numero} notice={notice} />}
    </div>
  );
}

function Line({ notice }: { readonly notice: Notice }) {
  const close = useNotices((state) => state.close);
  const [held, setHeld] = useState(false);
  const { act, gravite, numero } = notice;
  useEffect(() => {
    if (held || gravite === 'error') return undefined;
    const timer = setTimeout(() => close(numero), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [held, gravite, numero, close]);
  return (
    <Alert
      severity={gravite}
      variant="standard"
      role={gravite === 'error' ? 'alert' : 'status'}
      onClose={() => close(numero)}
      closeText="Fermer le message"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
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
  );
}
