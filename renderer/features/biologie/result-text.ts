import type { LabResult } from '../../../shared/domain/biology.ts';
import { isCritical, isOutOfRange } from '../../../shared/domain/biology.ts';

const NUMBER = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6, useGrouping: false });
const COMPARATORS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

/** The value as the laboratory wrote it, with a comma for a French eye. */
export function valueText(result: Pick<LabResult, 'kind' | 'value' | 'text' | 'comparator'>): string {
  const written = result.text?.trim() ?? '';
  if (result.kind !== 'numeric' || result.value === null) return written === '' ? '—' : written;
  const number = written === '' ? NUMBER.format(result.value) : written.replace('.', ',');
  const before = result.comparator === null || /^[<>≤≥]/.test(number) ? '' : `${COMPARATORS[result.comparator]} `;
  return `${before}${number}`;
}

export function rangeText(result: Pick<LabResult, 'low' | 'high' | 'rangeText'>): string {
  if (result.rangeText !== null && result.rangeText !== '') return result.rangeText;
  if (result.low !== null && result.high !== null)
    return `${NUMBER.format(result.low)} – ${NUMBER.format(result.high)}`;
  if (result.low !== null) return `≥ ${NUMBER.format(result.low)}`;
  return result.high === null ? '' : `≤ ${NUMBER.format(result.high)}`;
}

/** What says « out of range » without colour: ↑ ↓ ◆, doubled when critical; empty when in range. */
export function abnormalMark(result: Pick<LabResult, 'interpretation' | 'computed'>): string {
  if (!isOutOfRange(result)) return '';
  const flag = result.interpretation?.toUpperCase() ?? '';
  const way = flag === '' ? result.computed : flag;
  const arrow =
    way?.startsWith('H') === true || way === '>' ? '↑' : way?.startsWith('L') === true || way === '<' ? '↓' : '◆';
  return isCritical(result) ? arrow.repeat(2) : arrow;
}

/** The same in words, for a screen reader and for the report. */
export function abnormalWords(result: Pick<LabResult, 'interpretation' | 'computed'>): string {
  const mark = abnormalMark(result);
  if (mark === '') return '';
  const way = mark.startsWith('↑') ? 'au-dessus' : mark.startsWith('↓') ? 'au-dessous' : 'hors';
  return `${mark.length > 1 ? 'critique, ' : ''}${way === 'hors' ? 'anormal' : `${way} des valeurs de référence`}`;
}
