import { scaleLinear, scaleUtc } from 'd3-scale';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { curvePaths, curveScales, dayOf, type CurvePoint } from './curve-geometry.ts';
import './biologie.css';

interface Props<P extends CurvePoint> {
  readonly points: readonly P[];
  readonly keyOf: (point: P) => string;
  readonly titleOf: (point: P) => string;
  readonly onOpen: (point: P) => void;
}

const HEIGHT = 320;
const LEFT = 60;
const RIGHT = 36;
const TOP = 8;
const BOTTOM = 28;
const DAY = 86_400_000;
/** Room of a date under the axis, in pixels. */
const DATE_WIDTH = 90;

/** « 2026 », « 03/2026 » or « 16/03/2026 »: as short as all the ticks of an axis allow. */
function tickText(instants: readonly Date[]): (instant: Date) => string {
  const civil = (instant: Date) => formatCivilDate(instant.toISOString().slice(0, 10));
  if (instants.some((each) => each.getUTCDate() !== 1)) return civil;
  const years = instants.every((each) => each.getUTCMonth() === 0);
  return (instant) => civil(instant).slice(years ? 6 : 3);
}

/** The curve with its axes, its laboratories' ranges and its marks; a mark opens what it comes from. The table beside is its keyboard twin. */
export function LargeCurve<P extends CurvePoint>({ points, keyOf, titleOf, onOpen }: Props<P>) {
  const box = useRef<SVGSVGElement>(null);
  const [outer, setOuter] = useState(900);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setOuter(element.clientWidth || 900);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // What is aimed at is not seen: the curve is painted without waiting for it.
  const painted = useAfterPaint();
  const drawn = useMemo(() => {
    const frame = { width: outer - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM, margin: 8, mark: 5 };
    const scales = curveScales(points, frame);
    const days = scaleUtc().domain([scales.first * DAY, scales.last * DAY]);
    const instants =
      scales.first === scales.last
        ? [new Date(scales.first * DAY)]
        : days.ticks(Math.max(2, Math.floor(frame.width / DATE_WIDTH)));
    const textOf = tickText(instants);
    return {
      frame,
      scales,
      paths: curvePaths(points, frame),
      // Ticks of a same day, when all the points are of that day, say it once.
      dates: [...new Map(instants.map((each) => [textOf(each), scales.xOf(each.getTime() / DAY)]))],
      values: scaleLinear().domain([scales.low, scales.high]).ticks(6),
    };
  }, [points, outer]);
  const { frame, scales, paths } = drawn;
  return (
    <svg ref={box} className="courbe-agrandie" aria-hidden focusable="false">
      <g transform={`translate(${LEFT} ${TOP})`}>
        {drawn.values.map((value) => (
          <g key={value} transform={`translate(0 ${scales.yOf(value)})`}>
            <line className="courbe-grille" x2={frame.width} />
            <text x={-8} dy="0.32em" textAnchor="end">
              {value.toLocaleString('fr-FR', { maximumFractionDigits: 6 })}
            </text>
          </g>
        ))}
        {drawn.dates.map(([text, x]) => (
          <g key={text} transform={`translate(${x} ${frame.height})`}>
            <line className="courbe-grille" y2={5} />
            <text y={20} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
        <path className="courbe-plage" d={paths.range} />
        <path className="courbe-ligne" d={paths.line} />
        <path className="courbe-points" d={paths.normal} />
        <path className="courbe-bornes" d={paths.bounded} />
        <path className="courbe-anormal" d={paths.abnormal} />
        {(painted ? points : []).map((point) => (
          <circle
            key={keyOf(point)}
            className="courbe-cible"
            cx={scales.xOf(dayOf(point.date))}
            cy={scales.yOf(point.axe)}
            r={11}
            onClick={() => onOpen(point)}
          >
            <title>{titleOf(point)}</title>
          </circle>
        ))}
      </g>
    </svg>
  );
}
