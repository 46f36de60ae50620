import { Box } from '@mui/material';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { ATraiter } from '../../../shared/contract/reception.ts';
import { formatInstantDate, formatTime } from '../../lib/dates.ts';
import { fullName } from '../../ui/identity-text.ts';
import { alertText, GENRES, RESULTATS, VOIES } from './texts.ts';

interface Props {
  readonly lignes: readonly ATraiter[];
  readonly index: number;
  readonly onMove: (index: number) => void;
}

const ROW = 58;
const PAGE = 8;

/** Who it may be about, as far as anybody knows. */
function about(ligne: ATraiter): string {
  if (ligne.patient !== null) return fullName(ligne.patient);
  if (ligne.identite === null) return 'Patient inconnu';
  return `${ligne.identite.nom} ${ligne.identite.premierPrenom ?? ''} ?`.replace(/\s+/g, ' ').trim();
}

/** One listbox for the whole morning: the arrows move, the letters decide. Only the rows in sight are in the page. */
export function WaitingList({ lignes, index, onMove }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lignes.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  useEffect(() => {
    frame.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (lignes.length > 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [index, lignes.length, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: PAGE,
      PageUp: -PAGE,
      Home: -lignes.length,
      End: lignes.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(lignes.length - 1, index + step)));
  };
  return (
    <Box
      ref={frame}
      role="listbox"
      tabIndex={0}
      aria-label="Arrivées à traiter"
      aria-activedescendant={lignes[index] === undefined ? undefined : `arrivee-${index}`}
      onKeyDown={onKeyDown}
      className="liste-arrivees"
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map((item) => {
          const ligne = lignes[item.index];
          if (ligne === undefined) return null;
          const alert = alertText(ligne.anormal);
          return (
            <div
              key={ligne.cle}
              id={`arrivee-${item.index}`}
              role="option"
              aria-selected={item.index === index}
              aria-posinset={item.index + 1}
              aria-setsize={lignes.length}
              className="arrivee"
              style={{ position: 'absolute', top: item.start, height: item.size, left: 0, right: 0 }}
              onClick={() => onMove(item.index)}
            >
              <div className="arrivee-haut">
                <strong>{about(ligne)}</strong>
                {alert === '' ? null : <span className="resultat-anormal">{alert}</span>}
                <span className="discret">
                  {formatInstantDate(ligne.recuLe)} {formatTime(ligne.recuLe)}
                </span>
              </div>
              <div className="arrivee-bas">
                <span className={`genre ${ligne.genre}`}>{GENRES[ligne.genre]}</span> {ligne.titre}
                {ligne.resultat === null ? '' : ` (${RESULTATS[ligne.resultat]})`} ·{' '}
                {ligne.expediteur === '' ? '' : `${ligne.expediteur} · `}
                {VOIES[ligne.voie]}
              </div>
            </div>
          );
        })}
      </div>
    </Box>
  );
}
