import { curvePlace } from '../../../shared/domain/analytes/index.ts';
import type { LabResult } from '../../../shared/domain/biology.ts';

export interface Placed {
  /** Key of the curve: LOINC of the analyte, or sender, code and unit when none is certain. */
  readonly analyte: string;
  readonly loinc: string | null;
  readonly loincOrigine: LabResult['loincOrigine'];
  /** On the analyte's own axis; null when no conversion is certain. */
  readonly axe: number | null;
}

/** Codes learned of one sender: `code|unit` to LOINC. */
export type Learned = ReadonlyMap<string, string>;
export const learnedKey = (code: string | null, unit: string | null): string => `${code ?? ''}|${unit ?? ''}`;

/** Which curve a result is a point of, and where it stands on its axis. */
export function placeResult(result: LabResult, sender: string | null, learned: Learned): Placed {
  const known = learned.get(learnedKey(result.code ?? result.label, result.unit)) ?? null;
  const { curve, loinc, loincOrigine, axe } = curvePlace(result, sender, known);
  return { analyte: curve, loinc, loincOrigine, axe };
}
