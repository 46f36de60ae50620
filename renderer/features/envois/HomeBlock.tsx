import { Button, Paper } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { resumeLines } from './resume-text.ts';

/** [96] What did not leave is told on the home page. */
export default function HomeBlock() {
  const resume = useHygieQuery('envois.resume', {});
  const goToPage = useShell((state) => state.goToPage);
  const lines = resume.data === undefined ? [] : resumeLines(resume.data);
  return (
    <Paper variant="outlined" component="section" aria-labelledby="a-envoyer-titre" sx={{ p: 1.5 }}>
      <h2 id="a-envoyer-titre" style={{ margin: 0, fontSize: '1rem' }}>
        À envoyer
      </h2>
      {resume.isError ? <ErrorNotice error={resume.error} onRetry={() => void resume.refetch()} /> : null}
      {resume.data !== undefined && lines.length === 0 ? (
        <p className="vide">Rien à envoyer, rien à traiter.</p>
      ) : (
        <ul style={{ margin: '0.5rem 0', paddingInlineStart: '1.25rem' }}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Button variant="outlined" onClick={() => goToPage('envois')}>
        Voir les envois
      </Button>
    </Paper>
  );
}
