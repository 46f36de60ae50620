import { Alert, Box, Button } from '@mui/material';
import { Component, type ReactNode } from 'react';
import { flushAll } from '../lib/autosave.ts';
import { tell } from '../lib/notices.ts';

interface Props {
  readonly children: ReactNode;
  /** Changes when another view is asked for: the boundary then tries again. */
  readonly place: string;
  /** A badge, a block or a dialog: it leaves, a message says so, and the window around it stays whole. */
  readonly petit?: boolean;
  readonly onFail?: () => void;
}

interface State {
  readonly failed: boolean;
  readonly place: string;
}

/** A fault in a view shows a sentence and a way on, never a blank window; what was typed goes to the disk first. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, place: this.props.place };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { failed: false, place: props.place };
  }

  override componentDidCatch(): void {
    void flushAll();
    this.props.onFail?.();
    if (this.props.petit)
      tell(
        'Une partie de la fenêtre ne peut pas s’afficher. Vos données sont intactes ; rechargez la fenêtre.',
        'error',
      );
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    if (this.props.petit) return null;
    return (
      <Box sx={{ p: 3, maxWidth: 720 }}>
        <Alert
          severity="error"
          role="alert"
          variant="outlined"
          action={
            <>
              <Button color="inherit" onClick={() => this.setState({ failed: false })}>
                Réessayer
              </Button>
              <Button color="inherit" onClick={() => window.location.reload()}>
                Recharger la fenêtre
              </Button>
            </>
          }
        >
          Cette vue ne peut pas s’afficher. Ce qui était enregistré est intact et vos brouillons sont gardés.
        </Alert>
      </Box>
    );
  }
}
