import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react';
import type { DocumentId, PatientId } from '../../shared/ids.ts';
import LoginScreen from '../features/session/LoginScreen.tsx';
import { useHygieQuery } from '../lib/queries.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { NoticeBar } from '../ui/NoticeBar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { SessionContext } from './session-context.ts';

const RecoveryCodeScreen = lazy(() => import('../features/session/RecoveryCodeScreen.tsx'));

let loadedFrame: ComponentType | null = null;
const loadFrame = async (): Promise<ComponentType> => {
  const { default: Frame } = await import('./shell/Frame.tsx');
  loadedFrame = Frame;
  return Frame;
};

/**
 * The frame, read while the doctor types the PIN. Not by `lazy`: even when it is there, `lazy` shows its fallback once, and
 * React then keeps a fallback on the screen for 300 ms.
 */
function Unlocked() {
  const [Frame, setFrame] = useState<ComponentType | null>(() => loadedFrame);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (Frame !== null) return;
    loadFrame().then((component) => setFrame(() => component), setFailure);
  }, [Frame]);
  // To the boundary above, which says it and offers to begin again.
  if (failure !== null) throw failure;
  return Frame === null ? <Loading texte="Hygie démarre…" /> : <Frame />;
}

/** Locked: the card. Just made: the recovery code. Open: the frame. */
function Screen() {
  const session = useHygieQuery('session.etat', {});
  if (session.data === undefined) {
    return session.isError ? (
      <ErrorNotice error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <Loading texte="Hygie démarre…" />
    );
  }
  const view = session.data;
  if (view.etat === 'verrouillee') return <LoginScreen session={view} />;
  if (view.codeRecuperationAConfirmer) return <RecoveryCodeScreen test={view.test} />;
  return (
    <SessionContext value={view}>
      <Unlocked />
    </SessionContext>
  );
}

const ReadingWindow = lazy(() => import('../features/documents/ReadingWindow.tsx'));

/** The document that this window was opened for, by the host; null in the main window. */
function readingTarget(): { patientId: PatientId; documentId: DocumentId } | null {
  const [, patientId, documentId] = /^#document\/([0-9a-f-]{36})\/([0-9a-f-]{36})$/.exec(window.location.hash) ?? [];
  if (patientId === undefined || documentId === undefined) return null;
  return { patientId: patientId as PatientId, documentId: documentId as DocumentId };
}

/** The main window, or a document in a window of its own. */
export function App() {
  const [target] = useState(readingTarget);
  if (target === null) return <MainWindow />;
  return (
    <ErrorBoundary place="document">
      <Suspense fallback={<Loading texte="Lecture du document…" />}>
        <ReadingWindow {...target} />
      </Suspense>
      <NoticeBar />
    </ErrorBoundary>
  );
}

function MainWindow() {
  // While the doctor types the PIN, what comes after is read.
  useEffect(() => {
    const timer = setTimeout(() => void loadFrame().catch(() => undefined), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <ErrorBoundary place="fenêtre">
      <Suspense fallback={<Loading texte="Hygie démarre…" />}>
        <Screen />
      </Suspense>
      <NoticeBar />
    </ErrorBoundary>
  );
}
