import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { ENVOIS, ORIGINES } from './labels.ts';

interface Props {
  readonly documents: readonly DocumentLine[];
  readonly labelledBy: string;
  readonly onOpen: (line: DocumentLine) => void;
}

const ROW_HEIGHT = 28;
const COLUMNS = ['Origine', 'Date', 'Nom', 'Type', 'Signataire', 'Établ.', 'Envoi'] as const;

/** Only the rows in sight are in the page: a record may hold two thousand documents. */
export function DocumentTable({ documents, labelledBy, onOpen }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: documents.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 15,
  });
  const items = rows.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Box
      ref={frame}
      className="tableau-cadre"
      sx={{
        flex: 1,
        minHeight: '12rem',
        overflow: 'auto',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <table className="tableau entete-fixe" aria-labelledby={labelledBy} aria-rowcount={documents.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Spacer height={above} /> : null}
          {items.map(({ index }) => {
            const line = documents[index];
            if (line === undefined) return null;
            return (
              <tr key={line.id} data-index={index} ref={rows.measureElement} aria-rowindex={index + 2}>
                <td>{ORIGINES[line.origine]}</td>
                <td className="date">{formatInstantDate(line.date)}</td>
                <td>
                  <button type="button" className="bouton-nu lien" onClick={() => onOpen(line)}>
                    {line.nom}
                  </button>
                  {line.version > 1 ? <span className="discret"> version {line.version}</span> : null}
                  {line.remplacePar === null ? null : <span className="discret"> (remplacé)</span>}
                </td>
                <td>{line.type}</td>
                <td>{line.signataire}</td>
                <td>{line.etablissement}</td>
                <td>{ENVOIS[line.envoi]}</td>
              </tr>
            );
          })}
          {below > 0 ? <Spacer height={below} /> : null}
        </tbody>
      </table>
    </Box>
  );
}

/** Room of the rows that are not in the page. */
function Spacer({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={COLUMNS.length} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
