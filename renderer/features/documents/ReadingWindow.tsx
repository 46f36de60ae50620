import { Alert, Box, Button } from '@mui/material';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { TestBanner } from '../session/TestBanner.tsx';
import { DocumentPane } from './DocumentPane.tsx';
import { saveAsReceived } from './save-received.ts';
import './lecture.css';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly documentId: DocumentId;
}

/** [50] A document in a window of its own: whose it is, what it says, print, save. It only reads, and the host closes it when Hygie locks. */
export default function ReadingWindow({ patientId, documentId }: Props) {
  const session = useHygieQuery('session.etat', {});
  const open = session.data?.etat === 'ouverte';
  const patient = useHygieQuery('patients.lire', { patientId }, { enabled: open });
  const documents = useHygieQuery('documents.lister', { patientId }, { enabled: open });
  const error = session.error ?? patient.error ?? documents.error;
  if (error !== null) return <ErrorNotice error={error} />;
  if (session.data !== undefined && !open)
    return (
      <Alert severity="info" sx={{ m: 2 }}>
        {texts.fenetreFermee}
      </Alert>
    );
  if (patient.data === undefined || documents.data === undefined) return <Loading texte={texts.lecture} />;
  const line = documents.data.find(({ id }) => id === documentId);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {session.data?.test === true ? <TestBanner /> : null}
      <Box
        component="main"
        className="lecture"
        sx={{
          flex: 1,
          minHeight: 0,
          boxSizing: 'border-box',
          p: 1.5,
          display: 'flex',
          flexDirection: 'column',
          gap: 1,
        }}
      >
        <PatientBanner patient={patient.data} niveau="h1" />
        {line === undefined ? (
          <Alert severity="warning">{texts.introuvable}</Alert>
        ) : (
          <section className="lecture-volet" style={{ flex: 1 }} aria-labelledby="lecture-titre">
            <h2 id="lecture-titre" style={{ margin: 0, fontSize: '1rem' }}>
              {line.type} - {line.etablissement || line.signataire}
            </h2>
            <DocumentPane patientId={patientId} line={line} niveau={3} />
          </section>
        )}
        <Box className="pas-imprime" sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
          <Button onClick={() => window.print()}>{texts.imprimer}</Button>
          {line === undefined ? null : (
            <Button onClick={() => void saveAsReceived(patientId, line)}>{texts.enregistrer}</Button>
          )}
          <Button variant="contained" onClick={() => window.close()}>
            {texts.fermer}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}
