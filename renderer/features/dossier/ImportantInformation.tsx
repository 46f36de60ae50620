import PriorityHighIcon from '@mui/icons-material/PriorityHigh';
import { Box } from '@mui/material';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { texts } from './texts.ts';

interface Props {
  readonly texte: string | null;
  readonly patientId: PatientId;
}

/** [29] What must be known before anything else; one click from where it is written. */
export function ImportantInformation({ texte, patientId }: Props) {
  const showView = useShell((state) => state.showView);
  const known = texte !== null && texte.trim() !== '';
  return (
    <Box
      role="region"
      aria-label={texts.informationImportante}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        mt: 0.75,
        px: 1,
        py: 0.25,
        borderRadius: 1,
        border: 1,
        borderColor: known ? 'error.main' : 'divider',
        borderInlineStartWidth: known ? 5 : 1,
        minHeight: '1.75rem',
      }}
    >
      {known ? (
        <>
          <PriorityHighIcon color="error" fontSize="small" aria-hidden />
          <strong>{texte}</strong>
        </>
      ) : (
        <span className="discret">{texts.aucuneInformation}</span>
      )}
      <Box sx={{ flex: 1 }} />
      <button type="button" className="bouton-nu lien" onClick={() => showView(patientId, 'administratif')}>
        Modifier<span className="visuellement-cache"> l’information importante</span>
      </button>
    </Box>
  );
}
