import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { lazy, Suspense } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { displayName } from '../../ui/identity-text.ts';
import { Loading } from '../../ui/Loading.tsx';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { texts } from './texts.ts';

const PdfPages = lazy(() => import('./PdfPages.tsx'));

interface Props {
  readonly patientId: PatientId;
  readonly line: DocumentLine;
  readonly onClose: () => void;
}

/** [50] [53] One document, read in the window in its readable form. */
export default function DocumentDialog({ patientId, line, onClose }: Props) {
  const patient = useHygieQuery('patients.lire', { patientId }).data;
  const content = useHygieQuery('documents.contenu', { patientId, documentId: line.id, forme: 'pdf' });
  const name = patient === undefined ? '' : `${displayName(patient)} - `;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="lg"
      aria-labelledby="document-titre"
      slotProps={{ paper: { sx: { height: '92vh' } } }}
    >
      <DialogTitle id="document-titre">
        {name}
        {line.type} - {line.signataire}
      </DialogTitle>
      <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        <Box component="p" className="discret" sx={{ m: 0 }}>
          {line.nom}, {formatInstantDate(line.date)}, {line.etablissement}
        </Box>
        {content.isError ? <ErrorNotice error={content.error} onRetry={() => void content.refetch()} /> : null}
        {content.isPending ? <Loading texte={texts.lecture} /> : null}
        {content.data === undefined ? null : content.data.mediaType === 'application/pdf' ? (
          <Suspense fallback={<Loading texte={texts.lecture} />}>
            <PdfPages base64={content.data.base64} titre={line.nom} />
          </Suspense>
        ) : (
          <p className="vide">Ce document n’a pas de forme lisible dans la fenêtre ({content.data.mediaType}).</p>
        )}
      </DialogContent>
      <DialogActions>
        <Button autoFocus variant="contained" onClick={onClose}>
          {texts.fermer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
