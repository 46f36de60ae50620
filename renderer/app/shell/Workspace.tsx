import { Box } from '@mui/material';
import { Suspense } from 'react';
import HomePage from '../../features/agenda/HomePage.tsx';
import RecordPage from '../../features/dossier/RecordPage.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { pages } from '../mounted.ts';
import { MAIN } from './main-focus.ts';
import { recordPlace, useShell } from '../shell-store.ts';

function Place() {
  const actif = useShell((state) => state.actif);
  const onglets = useShell((state) => state.onglets);
  const tab = onglets.find((each) => recordPlace(each.patientId) === actif);
  // The key gives each record its own components: nothing of one patient can stay on the screen of another.
  if (tab !== undefined) return <RecordPage key={tab.patientId} patientId={tab.patientId} vue={tab.vue} />;
  const page = pages.find((each) => `page:${each.id}` === actif);
  return page === undefined ? <HomePage /> : <page.Component />;
}

/** The one place of the window: home, a page, or a record. */
export function Workspace() {
  const actif = useShell((state) => state.actif);
  return (
    <Box
      component="main"
      id={MAIN}
      tabIndex={-1}
      sx={{ flex: 1, minHeight: 0, overflow: 'auto', position: 'relative', outline: 'none' }}
    >
      <ErrorBoundary place={actif}>
        <Suspense fallback={<Loading />}>
          <Place />
        </Suspense>
      </ErrorBoundary>
    </Box>
  );
}
