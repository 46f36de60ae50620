import { lazy, Suspense, useEffect } from 'react';
import { useHygieQuery } from '../lib/queries.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Loading } from '../ui/Loading.tsx';
import { NoticeBar } from '../ui/NoticeBar.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { SessionContext } from './session-context.ts';

const LoginScreen = lazy(() => import('../features/session/LoginScreen.tsx'));
const RecoveryCodeScreen = lazy(() => import('../features/session/RecoveryCodeScreen.tsx'));
const loadFrame = () => import('./shell/Frame.tsx');
const Frame = lazy(loadFrame);

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
      <Frame />
    </SessionContext>
  );
}

export function App() {
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
