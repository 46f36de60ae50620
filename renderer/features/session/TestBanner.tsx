import { Box } from '@mui/material';
import { texts } from './texts.ts';

/** Red band of a test installation, on every screen: nobody may take it for the real one. */
export function TestBanner() {
  return (
    <Box
      component="aside"
      aria-label={texts.bandeauTest}
      sx={{ bgcolor: '#a8201a', color: '#fff', textAlign: 'center', px: 1, py: 0.25, fontSize: '0.8125rem' }}
    >
      <strong>{texts.bandeauTest}</strong> — {texts.bandeauTestDetail}
    </Box>
  );
}
