import type { MesuresDeNote } from '../../../../shared/contract/dossier.ts';
import { civilDateOf } from '../../../../shared/domain/civil-date.ts';
import { bodyMassIndex } from '../../../../shared/domain/medical.ts';
import type { CurvePoint } from '../../biologie/curve-geometry.ts';

/** Measures that are drawn, in the order of the note; the index is computed, never typed. */
export const DRAWN = {
  poids: { label: 'Poids', unite: 'kg' },
  taille: { label: 'Taille', unite: 'cm' },
  imc: { label: 'IMC', unite: 'kg/m²' },
  systolique: { label: 'TA systolique', unite: 'mmHg' },
  diastolique: { label: 'TA diastolique', unite: 'mmHg' },
} as const;
export type Drawn = keyof typeof DRAWN;

export interface MeasurePoint extends CurvePoint {
  readonly noteId: string;
}

/** « 72,5 ». */
export const french = (value: number) => String(value).replace('.', ',');

export const valueOf = (name: Drawn, measures: MesuresDeNote): number | null =>
  name === 'imc' ? bodyMassIndex(measures) : measures[name];

/** Points of one measure, by the day of their consultation in the practice's own calendar; no range: none is in the record. */
export function pointsOf(name: Drawn, all: readonly MesuresDeNote[]): MeasurePoint[] {
  return all.flatMap((measures) => {
    const axe = valueOf(name, measures);
    if (axe === null) return [];
    const date = civilDateOf(new Date(measures.le));
    return [{ noteId: measures.noteId, date, axe, bas: null, haut: null, comparator: null, anormal: false }];
  });
}
