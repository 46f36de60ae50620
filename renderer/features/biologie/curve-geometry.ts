import type { PointBiologie } from '../../../shared/contract/biologie.ts';

/** What a curve needs of a point: a result of a laboratory, or a measure of a consultation. */
export type CurvePoint = Pick<PointBiologie, 'date' | 'axe' | 'bas' | 'haut' | 'comparator' | 'anormal'>;

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Size of the marks, in pixels from their centre. */
  readonly mark: number;
}

/** Where a day and a value stand in the frame. */
export interface CurveScales {
  readonly first: number;
  readonly last: number;
  readonly low: number;
  readonly high: number;
  readonly xOf: (day: number) => number;
  readonly yOf: (value: number) => number;
}

/** SVG path data of a small curve; each is one element whatever the number of points, so that a wall of curves stays light. */
export interface CurvePaths {
  readonly line: string;
  /** Reference range of each point's own laboratory, from half-way before it to half-way after it. */
  readonly range: string;
  readonly normal: string;
  readonly abnormal: string;
  readonly bounded: string;
}

const DAY = 86_400_000;

/** Days since 1970 of a civil date or of a local time to the minute: its own calendar, no time zone. */
export function dayOf(date: string): number {
  const [day = '', time = '00:00'] = date.split('T');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (
    Date.parse(`${day.length === 10 ? day : `${day}-01-01`.slice(0, 10)}T00:00:00Z`) / DAY +
    (hours * 60 + minutes) / 1440
  );
}

/** Lowest and highest of what must be seen: values and the bounds near them. A bound far from every value does not flatten the curve. */
export function valueBounds(points: readonly Pick<CurvePoint, 'axe' | 'bas' | 'haut'>[]): {
  low: number;
  high: number;
} {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { axe } of points) {
    low = Math.min(low, axe);
    high = Math.max(high, axe);
  }
  const reach = Math.max(high - low, Math.abs(high) * 0.5, Number.EPSILON);
  for (const { bas, haut } of points) {
    if (bas !== null && bas >= low - reach) low = Math.min(low, bas);
    if (haut !== null && haut <= high + reach) high = Math.max(high, haut);
  }
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return { low: low - room, high: high + room };
}

/** Points must be in the order of their dates. A value out of sight stands on the edge. */
export function curveScales(points: readonly CurvePoint[], { width, height, margin }: Frame): CurveScales {
  const first = points[0] === undefined ? 0 : dayOf(points[0].date);
  const last = dayOf(points.at(-1)?.date ?? '1970-01-01');
  const span = last - first;
  const { low, high } = valueBounds(points);
  const xOf = (day: number) => (span === 0 ? width / 2 : margin + ((day - first) / span) * (width - 2 * margin));
  const yOf = (value: number) => {
    const y = height - margin - ((value - low) / (high - low)) * (height - 2 * margin);
    return Math.min(height, Math.max(0, y));
  };
  return { first, last, low, high, xOf, yOf };
}

/** Points must be in the order of their dates. */
export function curvePaths(points: readonly CurvePoint[], frame: Frame): CurvePaths {
  const { width, height, mark } = frame;
  const { xOf, yOf } = curveScales(points, frame);
  const at = (value: number) => value.toFixed(1);
  const places = points.map(({ date, axe }) => ({ x: xOf(dayOf(date)), y: yOf(axe) }));
  let line = '';
  let range = '';
  let normal = '';
  let abnormal = '';
  let bounded = '';
  points.forEach((point, index) => {
    const { x, y } = places[index] ?? { x: 0, y: 0 };
    line += `${index === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`;
    if (point.bas !== null || point.haut !== null) {
      const before = index === 0 ? 0 : ((places[index - 1]?.x ?? x) + x) / 2;
      const after = index === points.length - 1 ? width : ((places[index + 1]?.x ?? x) + x) / 2;
      const top = point.haut === null ? 0 : yOf(point.haut);
      const bottom = point.bas === null ? height : yOf(point.bas);
      range += `M${at(before)} ${at(top)}H${at(after)}V${at(bottom)}H${at(before)}Z`;
    }
    if (point.comparator !== null)
      bounded += `M${at(x - mark)} ${at(y)}a${mark} ${mark} 0 1 0 ${2 * mark} 0a${mark} ${mark} 0 1 0 ${-2 * mark} 0`;
    else if (point.anormal) {
      const half = at(mark * 1.2);
      abnormal += `M${at(x)} ${at(y - mark * 1.2)}l${half} ${half}l-${half} ${half}l-${half} -${half}Z`;
    } else normal += `M${at(x)} ${at(y)}h0`;
  });
  return { line, range, normal, abnormal, bounded };
}
