import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { DocumentLine } from '../../../shared/contract/dossier.ts';
import { COLUMN_TITLES, COLUMNS, shownLines, type Column, type Filters, type Order } from './document-list.ts';
import { DocumentRow } from './DocumentRow.tsx';
import { FoundLine } from './FoundLine.tsx';
import './lecture.css';
import { texts } from './texts.ts';
import { useFoundLines } from './use-search.ts';

interface Props {
  readonly documents: readonly DocumentLine[];
  readonly labelledBy: string;
  /** Words that all these documents hold; empty when nothing was searched. */
  readonly recherche: string;
  readonly onOpen: (line: DocumentLine) => void;
}

const ROW_HEIGHT = 28;
const FOUND_HEIGHT = 47;

/** [36] Sorted and filtered by column; only the rows in sight are in the page: a record may hold two thousand documents. */
export function DocumentTable({ documents, labelledBy, recherche, onOpen }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<Order>({ column: 'date', descending: true });
  const [filters, setFilters] = useState<Filters>({});
  const wanted = useDeferredValue(filters);
  const lines = useMemo(() => shownLines(documents, wanted, order), [documents, wanted, order]);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => (recherche === '' ? ROW_HEIGHT : FOUND_HEIGHT),
    overscan: 15,
  });
  const items = rows.getVirtualItems();
  const found = useFoundLines(recherche, lines, items[0]?.index ?? 0, items.at(-1)?.index ?? -1);
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
        {recherche === '' ? (
          <tbody>
            {above > 0 ? <Spacer height={above} /> : null}
            {items.map(({ index }) => {
              const line = lines[index];
              return line === undefined ? null : (
                <DocumentRow key={line.id} line={line} index={index} measure={rows.measureElement} onOpen={onOpen} />
              );
            })}
            {below > 0 ? <Spacer height={below} /> : null}
          </tbody>
        ) : (
          <>
            <tbody>{above > 0 ? <Spacer height={above} /> : null}</tbody>
            {items.map(({ index }) => {
              const line = lines[index];
              if (line === undefined) return null;
              const ligne = found.get(line.id);
              return (
                <tbody key={line.id} className="groupe-trouve" ref={rows.measureElement} data-index={index}>
                  <DocumentRow line={line} index={index} onOpen={onOpen} />
                  {ligne === undefined ? null : (
                    <tr aria-rowindex={index + 2}>
                      <td />
                      <td colSpan={COLUMNS.length - 1}>
                        <FoundLine ligne={ligne} />
                      </td>
                    </tr>
                  )}
                </tbody>
              );
            })}
            <tbody>{below > 0 ? <Spacer height={below} /> : null}</tbody>
          </>
        )}
      </table>
      {lines.length === 0 ? (
        <p className="vide">{documents.length === 0 ? texts.rienTrouve : texts.aucunFiltre}</p>
      ) : null}
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
