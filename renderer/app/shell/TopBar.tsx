import LockIcon from '@mui/icons-material/LockOutlined';
import HomeIcon from '@mui/icons-material/TodayOutlined';
import { Box, Button } from '@mui/material';
import { Suspense } from 'react';
import TopPatientSearch from '../../features/patients/TopPatientSearch.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { MainMenu } from '../commands/MainMenu.tsx';
import { topBarSlots } from '../mounted.ts';
import { useSession } from '../session-context.ts';
import { HOME, useShell } from '../shell-store.ts';
import { lockNow } from './actions.ts';

/** Who works, where, and for whom: [11], and the ways that are always at hand. */
export function TopBar() {
  const session = useSession();
  const actif = useShell((state) => state.actif);
  const goHome = useShell((state) => state.goHome);
  const { praticien, remplace, structure, ouverteParCode } = session;
  return (
    <Box
      component="header"
      className="pas-imprime"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        px: 1,
        py: 0.5,
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <MainMenu />
      <Button
        color="inherit"
        startIcon={<HomeIcon />}
        aria-current={actif === HOME ? 'page' : undefined}
        onClick={goHome}
      >
        Agenda
      </Button>
      <Box sx={{ flex: '1 1 16rem', maxWidth: '28rem' }}>
        <TopPatientSearch />
      </Box>
      <Box sx={{ flex: 1 }} />
      {topBarSlots.map(({ id, Component }) => (
        <ErrorBoundary key={id} place={id} petit>
          <Suspense fallback={null}>
            <Component />
          </Suspense>
        </ErrorBoundary>
      ))}
      <Box role="group" aria-label="Médecin connecté" sx={{ textAlign: 'end', lineHeight: 1.25, minWidth: 0 }}>
        <Box sx={{ fontWeight: 700, whiteSpace: 'nowrap' }}>
          {ouverteParCode ? 'Code de récupération' : `${praticien.civilite} ${praticien.prenom} ${praticien.nom}`}
        </Box>
        <Box className="discret" sx={{ fontSize: '0.75rem' }}>
          {remplace === null ? '' : `remplace ${remplace.civilite} ${remplace.prenom} ${remplace.nom} · `}
          {structure.nom}
        </Box>
      </Box>
      <Button variant="outlined" startIcon={<LockIcon />} aria-keyshortcuts="Control+L" onClick={() => void lockNow()}>
        Verrouiller
      </Button>
    </Box>
  );
}
