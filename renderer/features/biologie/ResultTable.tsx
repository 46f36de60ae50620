import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { CelluleBiologie } from '../../../shared/contract/biologie.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { isOutOfRange } from '../../../shared/domain/biology.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { abnormalMark, abnormalWords, rangeText, valueText } from './result-text.ts';
import { texts } from './texts.ts';

const COLUMNS = 20;

interface Props {
  readonly patientId: PatientId;
  /** Comparable form of the filter. */
  readonly wanted: string;
  readonly abnormalOnly: boolean;
}

type Page = Output<'biologie.tableau'>;

function Result({ cell, onOpen }: { readonly cell: CelluleBiologie; readonly onOpen: () => void }) {
  const mark = abnormalMark(cell);
  const range = rangeText(cell);
  const value = `${valueText(cell)}${cell.unit === null ? '' : ` ${cell.unit}`}`;
  const className = [cell.remplace ? 'resultat-remplace' : '', mark === '' ? '' : 'resultat-anormal'].join(' ');
  const words = abnormalWords(cell);
  return (
    <button
      type="button"
      className={`bouton-nu lien ${className}`}
      title={[value, range === '' ? '' : `référence ${range}`, words, cell.laboratoire, cell.comment ?? '']
        .filter((part) => part !== '')
        .join(' · ')}
      aria-label={`${cell.label} : ${value}${words === '' ? '' : `, ${words}`}${cell.remplace ? ', valeur remplacée' : ''}. ${texts.voirCompteRendu}`}
      onClick={onOpen}
    >
      {mark === '' ? '' : `${mark} `}
      {valueText(cell)}
    </button>
  );
}

/** [181] Analytes down, dates across, latest first; each value opens its report. */
export function ResultTable({ patientId, wanted, abnormalOnly }: Props) {
  const [before, setBefore] = useState<readonly (string | null)[]>([null]);
  const at = before.at(-1) ?? null;
  const table = useHygieQuery('biologie.tableau', { patientId, avant: at, colonnes: COLUMNS }, { keepPrevious: true });
  const openDocument = useShell((state) => state.openDocument);
  if (table.data === undefined) {
    return table.isError ? <ErrorNotice error={table.error} onRetry={() => void table.refetch()} /> : <Loading />;
  }
  const { dates, lignes, suite } = table.data;
  const rows = lignes.filter(
    (ligne) =>
      comparableName(`${ligne.libelle} ${ligne.chapitre}`).includes(wanted) &&
      (!abnormalOnly || ligne.cellules.some((cell) => isOutOfRange(cell))),
  );
  if (dates.length === 0) return <p className="vide">{texts.aucun}</p>;
  return (
    <>
      <TableFrame>
        <table className="tableau entete-fixe tableau-biologie" aria-label={texts.tableau}>
          <thead>
            <tr>
              <th scope="col">Analyse</th>
              {dates.map((column) => (
                <th key={`${column.date} ${column.documentId}`} scope="col" title={column.laboratoire}>
                  {formatCivilDate(column.date.slice(0, 10))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((ligne, index) => (
              <Row
                key={ligne.analyte}
                ligne={ligne}
                dates={dates}
                chapter={ligne.chapitre === rows[index - 1]?.chapitre ? null : ligne.chapitre}
                onOpen={(cell) => openDocument(patientId, cell.documentId)}
              />
            ))}
          </tbody>
        </table>
      </TableFrame>
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        {before.length > 1 ? (
          <Button onClick={() => setBefore(before.slice(0, -1))}>Résultats plus récents</Button>
        ) : null}
        {suite ? (
          <Button onClick={() => setBefore([...before, dates.at(-1)?.date ?? null])}>{texts.plusAncien}</Button>
        ) : null}
      </Box>
    </>
  );
}

function Row({
  ligne,
  dates,
  chapter,
  onOpen,
}: {
  readonly ligne: Page['lignes'][number];
  readonly dates: Page['dates'];
  readonly chapter: string | null;
  readonly onOpen: (cell: CelluleBiologie) => void;
}) {
  const units = [...new Set(ligne.cellules.map((cell) => cell.unit ?? ''))].filter((unit) => unit !== '');
  return (
    <>
      {chapter === null ? null : (
        <tr>
          <th scope="rowgroup" colSpan={dates.length + 1} className="discret">
            {chapter}
          </th>
        </tr>
      )}
      <tr>
        <th scope="row">
          {ligne.libelle} <span className="discret">{units.join(', ')}</span>
        </th>
        {dates.map((column) => {
          const cells = ligne.cellules.filter(
            (cell) => cell.documentId === column.documentId && cell.date === column.date,
          );
          return (
            <td
              key={`${column.date} ${column.documentId}`}
              className={cells.some((cell) => cell.kind !== 'numeric') ? 'texte' : ''}
            >
              {cells.map((cell) => (
                <Result key={cell.rang} cell={cell} onOpen={() => onOpen(cell)} />
              ))}
            </td>
          );
        })}
      </tr>
    </>
  );
}
