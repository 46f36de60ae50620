import { createTheme } from '@mui/material/styles';

/** One theme, light and dark. Text meets 4.5:1 and controls 3:1 on every surface used here. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-mode' },
  colorSchemes: {
    light: {
      palette: {
        primary: { main: '#0b5567', dark: '#073e4c', light: '#2f7486', contrastText: '#ffffff' },
        secondary: { main: '#4a4f7a', contrastText: '#ffffff' },
        error: { main: '#a8201a', contrastText: '#ffffff' },
        warning: { main: '#7a4a00', contrastText: '#ffffff' },
        success: { main: '#1b6636', contrastText: '#ffffff' },
        info: { main: '#0b5567', contrastText: '#ffffff' },
        background: { default: '#f3f6f7', paper: '#ffffff' },
        text: { primary: '#14212b', secondary: '#475560' },
        divider: '#d5dde1',
      },
    },
    dark: {
      palette: {
        primary: { main: '#8fd0e2', dark: '#5fb3c9', light: '#b9e4f0', contrastText: '#06222a' },
        secondary: { main: '#bfc3f0', contrastText: '#15172c' },
        error: { main: '#ff9d95', contrastText: '#2c0503' },
        warning: { main: '#f0c069', contrastText: '#2a1a00' },
        success: { main: '#86d3a0', contrastText: '#06210f' },
        info: { main: '#8fd0e2', contrastText: '#06222a' },
        background: { default: '#10171b', paper: '#182126' },
        text: { primary: '#e8eef1', secondary: '#b1bec6' },
        divider: '#33414a',
      },
    },
  },
  // What is asked is there at once: a dialog that fades in is a quarter of a second that the doctor waits.
  transitions: {
    duration: {
      shortest: 0,
      shorter: 0,
      short: 0,
      standard: 0,
      complex: 0,
      enteringScreen: 0,
      leavingScreen: 0,
    },
  },
  shape: { borderRadius: 6 },
  spacing: 8,
  typography: {
    fontFamily: 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif',
    fontSize: 13,
    h1: { fontSize: '1.25rem', fontWeight: 650 },
    h2: { fontSize: '1rem', fontWeight: 650 },
    h3: { fontSize: '0.9rem', fontWeight: 650 },
    button: { textTransform: 'none', fontWeight: 600 },
  },
  components: {
    // A lasting notice is not an alarm: what must interrupt says role="alert" itself.
    MuiAlert: { defaultProps: { role: 'note' } },
    MuiButton: { defaultProps: { size: 'small', disableElevation: true } },
    MuiIconButton: { defaultProps: { size: 'small' } },
    MuiTextField: { defaultProps: { size: 'small', variant: 'outlined' } },
    MuiFormControl: { defaultProps: { size: 'small' } },
    MuiSelect: { defaultProps: { size: 'small' } },
    MuiChip: { defaultProps: { size: 'small' } },
    MuiRadio: { defaultProps: { size: 'small' } },
    MuiCheckbox: { defaultProps: { size: 'small' } },
    MuiTooltip: { defaultProps: { arrow: true, enterDelay: 400 } },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiDialog: { defaultProps: { fullWidth: true } },
    // One flat surface for sheets and dialogs, in the dark as in the light.
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiInputBase: { styleOverrides: { input: { '&::placeholder': { opacity: 0.8 } } } },
  },
});
