import type { LabResult } from '../biology.ts';
import { analyteOf, unitFor, type Analyte } from './analytes.ts';
import { labelKey } from './labels.ts';
import { unitOf, type Unit } from './units.ts';

/** Floating noise is not a digit of the laboratory: 4.449999999999999 is 4.45. */
const clean = (value: number): number => Number(value.toPrecision(12));

function onAxis(analyte: Analyte, value: number, unit: Unit): number | null {
  const [si, conv, axis] = [unitOf(analyte.unitSi), unitOf(analyte.unitConv), unitOf(analyte.axisUnit)];
  if (si === null || conv === null || axis === null) return null;
  if (unit.kind === axis.kind) return (value * unit.toBase) / axis.toBase;
  const inSi =
    unit.kind === si.kind
      ? (value * unit.toBase) / si.toBase
      : unit.kind === conv.kind
        ? ((value * unit.toBase) / conv.toBase) * analyte.factor + analyte.offset
        : null;
  if (inSi === null) return null;
  if (axis.kind === si.kind) return (inSi * si.toBase) / axis.toBase;
  return axis.kind === conv.kind ? (((inSi - analyte.offset) / analyte.factor) * conv.toBase) / axis.toBase : null;
}

/**
 * A value on the analyte's axis (`axisUnit`). HbA1c is affine, not proportional. Null when the conversion is not certain: unit unknown,
 * missing, or of a kind that the analyte does not have. `g/l` is read as giga for a count and `G/L` as grams for a mass.
 */
export function axisValue(analyte: Analyte, value: number, unit: string | null): number | null {
  if (!Number.isFinite(value)) return null;
  if (analyte.axisUnit === '') return unit === null || unit === '' || unitOf(unit) === null ? value : null;
  const meant = unitFor(analyte, unit);
  if (meant === null) return null;
  if (meant.canonical === analyte.axisUnit) return value;
  const axis = onAxis(analyte, value, meant);
  return axis === null ? null : clean(axis);
}

/** Fasting glucose is drawn with glucose; what they are called is kept on each result. */
const SAME_CURVE: Readonly<Record<string, string>> = { '40193-5': '14749-6' };

/** Where a result stands in the record: its curve, and the number drawn there. */
export interface CurvePlace {
  /** LOINC of the analyte's row; else `loinc|unit` for a code the table does not have; else `sender|code|unit`. */
  readonly curve: string;
  readonly analyte: Analyte | null;
  readonly loinc: string | null;
  readonly loincOrigine: LabResult['loincOrigine'];
  /** On the axis of the curve (the laboratory's own unit when the curve has no analyte); null: not drawn. */
  readonly axe: number | null;
  readonly bas: number | null;
  readonly haut: number | null;
}

type Placed = Pick<
  LabResult,
  'label' | 'code' | 'loinc' | 'loincOrigine' | 'section' | 'status' | 'value' | 'unit' | 'low' | 'high'
> &
  Pick<LabResult, 'value2' | 'unit2' | 'low2' | 'high2'> & { readonly groupe?: readonly string[] };

/** Deleted or not done: shown in the table, never drawn. */
const NOT_DRAWN = new Set(['D', 'X']);

const unitKey = (unit: string | null): string => unitOf(unit)?.canonical ?? (unit ?? '').replace(/\s+/g, '');

/**
 * The curve of a result and its point. `senderCode` is what local codes are significant with; `learned` is the LOINC that a human chose
 * for this sender, code and unit, null when none.
 */
export function curvePlace(result: Placed, senderCode: string | null, learned: string | null = null): CurvePlace {
  const given = learned ?? result.loinc;
  const found = analyteOf({ ...result, loinc: given });
  const drawn = !NOT_DRAWN.has(result.status.toUpperCase());
  const origin = learned !== null ? 'apprise' : given !== null ? result.loincOrigine : found?.loinc ? 'libelle' : null;
  if (found === null) {
    // An antibiotic is a line of its germ: two germs never share a curve.
    const local = [...(result.groupe ?? []).map(labelKey), result.code?.trim() || labelKey(result.label)].join('/');
    const curve =
      given !== null
        ? [given, unitKey(result.unit), ...(result.groupe ?? []).map(labelKey)].join('|')
        : `${(senderCode ?? '').trim().toUpperCase()}|${local}|${unitKey(result.unit)}`;
    const { value, low, high } = result;
    const axe = drawn ? value : null;
    return { curve, analyte: null, loinc: given, loincOrigine: origin, axe, bas: low, haut: high };
  }
  const { analyte } = found;
  const second = found.expression === 'second';
  const unit = second ? result.unit2 : result.unit;
  const [value, low, high] = second
    ? [result.value2, result.low2, result.high2]
    : [result.value, result.low, result.high];
  const at = (number: number | null) => (number === null ? null : axisValue(analyte, number, unit));
  return {
    curve: SAME_CURVE[analyte.loinc] ?? analyte.loinc,
    analyte,
    loinc: found.loinc,
    loincOrigine: origin,
    axe: drawn ? at(value) : null,
    bas: at(low),
    haut: at(high),
  };
}

/** Share by which the laboratory's second expression differs from our conversion of the first (0.03 is 3 %); null when not comparable. */
export function secondValueGap(
  result: Pick<LabResult, 'label' | 'loinc' | 'section' | 'value' | 'unit' | 'value2' | 'unit2'>,
): number | null {
  const { value, value2, unit2 } = result;
  if (value === null || value2 === null || unit2 === null) return null;
  const found = analyteOf(result);
  if (found === null) return null;
  const first = axisValue(found.analyte, value, result.unit);
  const second = axisValue(found.analyte, value2, unit2);
  if (first === null || second === null || first === 0) return null;
  return Math.abs(second - first) / Math.abs(first);
}
