import { memo } from 'react';
import type { CourbeBiologie } from '../../../shared/contract/biologie.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { curvePaths } from './curve-geometry.ts';
import { texts } from './texts.ts';

const FRAME = { width: 220, height: 84, margin: 10, mark: 3 };

interface Props {
  readonly courbe: CourbeBiologie;
  readonly onOpen: (courbe: CourbeBiologie) => void;
}

const dayText = (date: string | undefined) => (date === undefined ? '' : formatCivilDate(date.slice(0, 10)));

/** [60] One analyte over time, light enough for thirty at once; a click or Enter enlarges it. */
export const CurveTile = memo(function CurveTile({ courbe, onOpen }: Props) {
  const { points } = courbe;
  const last = points.at(-1);
  const paths = curvePaths(points, FRAME);
  const state = last?.anormal === true ? `, ${texts.horsNormes}` : '';
  return (
    <button type="button" className="courbe" onClick={() => onOpen(courbe)}>
      <span className="courbe-titre">{courbe.libelle}</span>
      <span className={last?.anormal === true ? 'courbe-valeur anormale' : 'courbe-valeur'}>
        {last?.anormal === true ? '◆ ' : ''}
        {last?.valeur ?? ''}
        <span className="visuellement-cache">{state}</span>
        <span className="courbe-date"> {dayText(last?.date)}</span>
      </span>
      <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} aria-hidden focusable="false">
        <path className="courbe-plage" d={paths.range} />
        <path className="courbe-ligne" d={paths.line} />
        <path className="courbe-points" d={paths.normal} />
        <path className="courbe-bornes" d={paths.bounded} />
        <path className="courbe-anormal" d={paths.abnormal} />
      </svg>
      <span className="courbe-bas">
        <span>{dayText(points[0]?.date)}</span>
        <span className="visuellement-cache">
          {points.length} points. {texts.agrandir}
        </span>
        <span>{courbe.horsCourbe === 0 ? '' : texts.horsCourbe(courbe.horsCourbe)}</span>
      </span>
    </button>
  );
});
