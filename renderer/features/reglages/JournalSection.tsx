import { Box, Button } from '@mui/material';
import { useState } from 'react';
import { formatInstant } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { actionText, detailText } from './journal-text.ts';
import { Section } from './Section.tsx';

const PAGE = 25;

/** Who did what, latest first. It is chained and signed: nothing can be changed in it. */
export function JournalSection() {
  // The host gives longer pages; the window shows them by short ones. A page is named by the number before which it starts.
  const [starts, setStarts] = useState<readonly (number | null)[]>([null]);
  const avant = starts.at(-1) ?? null;
  const rows = useHygieQuery('audit.lister', { avant }, { keepPrevious: true });
  const shown = rows.data?.slice(0, PAGE) ?? [];
  const last = shown.at(-1)?.numero ?? null;
  const more = rows.data !== undefined && rows.data.length > PAGE;
  return (
    <Section titre="Journal">
      {rows.isError ? <ErrorNotice error={rows.error} onRetry={() => void rows.refetch()} /> : null}
      {rows.isPending ? <Loading /> : null}
      {rows.data === undefined ? null : (
        <TableFrame>
          <table className="tableau" aria-label="Journal">
            <thead>
              <tr>
                <th scope="col">N°</th>
                <th scope="col">Date</th>
                <th scope="col">Qui</th>
                <th scope="col">Action</th>
                <th scope="col">Détail</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.numero}>
                  <td>{row.numero}</td>
                  <td className="date">{formatInstant(row.le)}</td>
                  <td>{row.qui}</td>
                  <td>{actionText(row.action)}</td>
                  <td className="detail">{detailText(row.detail)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        <Button variant="outlined" disabled={starts.length === 1} onClick={() => setStarts(starts.slice(0, -1))}>
          Plus récentes
        </Button>
        <Button variant="outlined" disabled={!more} onClick={() => setStarts([...starts, last])}>
          Plus anciennes
        </Button>
        <Button onClick={() => void rows.refetch()}>Actualiser</Button>
      </Box>
    </Section>
  );
}
