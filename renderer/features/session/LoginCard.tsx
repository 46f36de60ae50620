import { Box, Paper } from '@mui/material';
import type { ReactNode } from 'react';
import { TestBanner } from './TestBanner.tsx';

interface Props {
  readonly test: boolean;
  readonly titre: string;
  readonly children: ReactNode;
  readonly large?: boolean;
}

/** The sheet in the middle of the screen before a record is open. */
export function LoginCard({ test, titre, children, large = false }: Props) {
  return (
    <Box sx={{ minHeight: '100%', display: 'flex', flexDirection: 'column' }}>
      {test ? <TestBanner /> : null}
      <Box component="main" sx={{ flex: 1, display: 'grid', placeItems: 'center', p: 2 }}>
        <Paper
          variant="outlined"
          sx={{ width: '100%', maxWidth: large ? 720 : 480, p: 3, display: 'grid', gap: 2, boxShadow: 2 }}
        >
          <Box component="p" sx={{ m: 0, fontWeight: 700, letterSpacing: '0.04em', color: 'primary.main' }}>
            Hygie
          </Box>
          <Box component="h1" sx={{ m: 0, fontSize: '1.375rem' }}>
            {titre}
          </Box>
          {children}
        </Paper>
      </Box>
    </Box>
  );
}
