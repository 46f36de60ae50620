import { Alert, Box } from '@mui/material';
import { useCallback, useEffect, useState } from 'react';
import { useForgetClosedRecords } from '../../features/dossier/forget.ts';
import { TestBanner } from '../../features/session/TestBanner.tsx';
import { flushAll } from '../../lib/autosave.ts';
import { Loading } from '../../ui/Loading.tsx';
import CommandPalette from '../commands/CommandPalette.tsx';
import { useShortcuts } from '../commands/use-commands.ts';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { useSession } from '../session-context.ts';
import { useShell } from '../shell-store.ts';
import { FrameDialogs } from './FrameDialogs.tsx';
import { RecordTabs } from './RecordTabs.tsx';
import { useResume } from './resume.ts';
import { TopBar } from './TopBar.tsx';
import { useFrameCommands } from './use-frame-commands.ts';
import { Workspace } from './Workspace.tsx';

/**
 * What is typed goes to the disk when the window loses the doctor's attention, and before it closes.
 * Unloading is never refused: a lock reloads the window, and nothing medical may stay on the screen.
 */
function useFlushOnLeave(): void {
  useEffect(() => {
    const flush = () => void flushAll();
    window.addEventListener('blur', flush);
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('beforeunload', flush);
    return () => {
      window.removeEventListener('blur', flush);
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('beforeunload', flush);
    };
  }, []);
}

/** A dialog that cannot show must not keep its record from being closed or reopened. */
function leaveDialogs(): void {
  useShell.getState().closeDialog();
  useShell.getState().keepOpen();
}

/** The unlocked window. */
export default function Frame() {
  const session = useSession();
  const ready = useResume();
  const dialogue = useShell((state) => `${state.dialogue?.id ?? ''} ${state.fermeture ?? ''}`);
  const [palette, setPalette] = useState(false);
  const openPalette = useCallback(() => setPalette(true), []);
  useFrameCommands(openPalette);
  useShortcuts();
  useFlushOnLeave();
  useForgetClosedRecords();
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', overflow: 'hidden' }}>
      {session.test ? <TestBanner /> : null}
      <TopBar />
      {session.ouverteParCode || session.avertissements.length > 0 ? (
        <section aria-label="Avertissements">
          {session.ouverteParCode ? (
            <Alert severity="warning" square>
              Base ouverte par le code de récupération : vous pouvez lire et noter ; rien n’est signé ni envoyé sans
              carte.
            </Alert>
          ) : null}
          {session.avertissements.map((warning) => (
            <Alert key={warning} severity="warning" square>
              {warning}
            </Alert>
          ))}
        </section>
      ) : null}
      <RecordTabs />
      {ready ? <Workspace /> : <Loading />}
      <ErrorBoundary place={dialogue} petit onFail={leaveDialogs}>
        <FrameDialogs />
      </ErrorBoundary>
      {palette ? <CommandPalette onClose={() => setPalette(false)} /> : null}
    </Box>
  );
}
