import { Box } from '@mui/material';
import type { JobId } from '../../../shared/ids.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { JobState } from '../envois/JobState.tsx';
import { CANAUX, explanationOf, recipientText } from '../envois/job-text.ts';

interface Props {
  readonly jobs: readonly JobId[];
}

/** [157] One gesture, one status for each road: what happens to one says nothing of the other. */
export function ShareStatus({ jobs }: Props) {
  const list = useHygieQuery('envois.lister', { filtre: 'tous' });
  if (list.isError) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Loading />;
  const mine = list.data.filter((job) => jobs.includes(job.id)).sort((a, b) => a.canal.localeCompare(b.canal));
  return (
    <Box
      component="ul"
      aria-label="État des envois"
      aria-live="polite"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}
    >
      {mine.map((job) => (
        <Box
          component="li"
          key={job.id}
          data-canal={job.canal}
          sx={{ border: 1, borderColor: 'divider', borderRadius: 1, px: 1.5, py: 1 }}
        >
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
            <strong>{CANAUX[job.canal]}</strong>
            <JobState etat={job.etat} />
          </Box>
          {job.destinataires.map((recipient) => (
            <Box key={recipient.adresse} className="discret" sx={{ overflowWrap: 'anywhere' }}>
              {recipientText(recipient)}
            </Box>
          ))}
          {explanationOf(job) === '' ? null : <div>{explanationOf(job)}</div>}
        </Box>
      ))}
    </Box>
  );
}
