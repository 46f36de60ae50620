import { Alert, Button } from '@mui/material';
import { sentenceOf } from '../lib/client.ts';

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A failed view: what happened, in French, and one way to try again. */
export function ErrorNotice({ error, onRetry }: Props) {
  return (
    <Alert
      severity="error"
      role="alert"
      variant="outlined"
      action={
        onRetry === undefined ? undefined : (
          <Button color="inherit" onClick={onRetry}>
            Réessayer
          </Button>
        )
      }
    >
      {sentenceOf(error)}
    </Alert>
  );
}
