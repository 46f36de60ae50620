import MailIcon from '@mui/icons-material/MailOutlined';
import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import {
  CELLS,
  COLUMN_TITLES,
  COLUMNS,
  isNew,
  shownLines,
  type Column,
  type Filters,
  type Order,
} from './document-list.ts';
import { ENVOIS, originOf } from './labels.ts';
import { texts } from './texts.ts';

interface Props {
  readonly documents: readonly DocumentLine[];
  readonly labelledBy: string;
  readonly onOpen: (line: DocumentLine) => void;
}

const ROW_HEIGHT = 28;
const STATUS = { partial: 'partiel', final: '', corrected: 'corrigé' } as const;

/** [36] Sorted and filtered by column; only the rows in sight are in the page: a record may hold two thousand documents. */
export function DocumentTable({ documents, labelledBy, onOpen }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<Order>({ column: 'date', descending: true });
  const [filters, setFilters] = useState<Filters>({});
  const wanted = useDeferredValue(filters);
  const lines = useMemo(() => shownLines(documents, wanted, order), [documents, wanted, order]);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 15,
  });
  const items = rows.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
  const sort = (column: Column) =>
    setOrder((current) => ({
      column,
      descending: current.column === column ? !current.descending : column === 'date',
    }));
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
      <table className="tableau entete-fixe" aria-labelledby={labelledBy} aria-rowcount={lines.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                aria-sort={order.column === column ? (order.descending ? 'descending' : 'ascending') : 'none'}
              >
                <button type="button" className="bouton-nu" onClick={() => sort(column)}>
                  {COLUMN_TITLES[column]}
                  {order.column === column ? (order.descending ? ' ▾' : ' ▴') : ''}
                </button>
                <input
                  className="champ"
                  style={{ display: 'block', width: '100%', minWidth: '3rem', padding: '1px 4px', fontWeight: 400 }}
                  aria-label={`Filtrer : ${COLUMN_TITLES[column]}`}
                  value={filters[column] ?? ''}
                  onChange={(event) => setFilters({ ...filters, [column]: event.target.value })}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <Spacer height={above} /> : null}
          {items.map(({ index }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const status = line.resultat === null ? '' : STATUS[line.resultat];
            return (
              <tr
                key={line.id}
                data-index={index}
                ref={rows.measureElement}
                aria-rowindex={index + 2}
                style={isNew(line) ? { fontWeight: 700 } : {}}
              >
                <td>{originOf(line)}</td>
                <td>
                  {line.messageId === null ? null : <MailIcon fontSize="inherit" titleAccess="Reçu par message" />}
                </td>
                <td className="date">{CELLS.date(line)}</td>
                <td>
                  <button type="button" className="bouton-nu lien" onClick={() => onOpen(line)}>
                    {line.nom}
                  </button>
                  {isNew(line) ? <span> ({texts.nouveau})</span> : null}
                  {status === '' ? null : <span className="discret"> {status}</span>}
                  {line.anormal > 0 ? <strong> {line.anormal === 2 ? '◆◆ critique' : '◆ hors normes'}</strong> : null}
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
      {lines.length === 0 ? <p className="vide">{texts.aucunFiltre}</p> : null}
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
