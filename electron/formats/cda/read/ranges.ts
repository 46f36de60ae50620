import type { LabResult } from '../../../../shared/domain/biology.ts';
import { attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import type { NarrativeWords } from './narrative-words.ts';
import { numberOf, readValue, secondOf, typeOf } from './values.ts';

export type ReadRange = Pick<LabResult, 'low' | 'high' | 'rangeText' | 'low2' | 'high2'>;

const NONE: ReadRange = { low: null, high: null, rangeText: null, low2: null, high2: null };

const sameUnit = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other || one.replaceAll('l', 'L') === other.replaceAll('l', 'L');

/** A range in words: its condition, its bounds as they were written, the sender's own sentence. */
function inWords(range: XmlElement, words: NarrativeWords): string | null {
  const value = child(range, V3, 'value');
  const [low, high] = [child(value, V3, 'low'), child(value, V3, 'high')];
  const [least, most] = [attribute(low, 'value'), attribute(high, 'value')];
  const unit = attribute(low, 'unit') ?? attribute(high, 'unit');
  const bounds =
    least !== null && most !== null
      ? `${least} à ${most}`
      : least !== null
        ? `≥ ${least}`
        : most !== null
          ? `≤ ${most}`
          : readValue(value, words).text;
  const criterion = child(child(range, V3, 'precondition'), V3, 'criterion');
  const condition = words.text(child(criterion, V3, 'text')) ?? words.label(child(criterion, V3, 'code'));
  const measured = bounds === null ? null : [bounds, unit].filter((text) => text !== null).join(' ');
  const parts = [words.text(child(range, V3, 'text')), measured].filter((text) => text !== null);
  const said = parts.join(' ');
  if (said === '') return condition;
  return condition === null ? said : `${condition} : ${said}`;
}

/**
 * Reference ranges of a result. One interval in the result's own unit gives bounds; several, conditional ones or words stay words: nothing is chosen for the laboratory, nor
 * corrected (the official examples hold ranges whose bounds are equal).
 */
export function readRanges(observation: XmlElement, unit: string | null, words: NarrativeWords): ReadRange {
  const ranges = children(observation, V3, 'referenceRange').flatMap((one) => child(one, V3, 'observationRange') ?? []);
  if (ranges.length === 0) return NONE;
  const intervals = ranges.filter((range) => typeOf(child(range, V3, 'value'))?.startsWith('IVL') === true);
  const [only] = intervals;
  const value = only === undefined ? null : child(only, V3, 'value');
  const [low, high] = [child(value, V3, 'low'), child(value, V3, 'high')];
  const comparable = sameUnit(unit, attribute(low, 'unit')) && sameUnit(unit, attribute(high, 'unit'));
  const alone = intervals.length === 1 && only !== undefined && child(only, V3, 'precondition') === null && comparable;
  const said = ranges.flatMap((range) =>
    alone && range === only ? (words.text(child(range, V3, 'text')) ?? []) : (inWords(range, words) ?? []),
  );
  const rangeText = said.length === 0 ? null : said.join(' ; ');
  if (!alone) return { ...NONE, rangeText };
  return {
    low: numberOf(attribute(low, 'value')),
    high: numberOf(attribute(high, 'value')),
    rangeText,
    low2: secondOf(low).value,
    high2: secondOf(high).value,
  };
}

/** The first interval's bounds as they were typed. */
export function writtenBounds(observation: XmlElement): { low: string | null; high: string | null } {
  for (const range of children(observation, V3, 'referenceRange')) {
    const value = child(child(range, V3, 'observationRange'), V3, 'value');
    if (typeOf(value)?.startsWith('IVL') !== true) continue;
    return { low: attribute(child(value, V3, 'low'), 'value'), high: attribute(child(value, V3, 'high'), 'value') };
  }
  return { low: null, high: null };
}

/**
 * Where a value lies by the bounds, when they settle it: a comparator settles only what holds for every value that it allows, and bounds that are not an interval settle nothing.
 */
export function computedFlag({
  value,
  comparator,
  low,
  high,
}: Pick<LabResult, 'value' | 'comparator' | 'low' | 'high'>): LabResult['computed'] {
  if (value === null || (low === null && high === null)) return null;
  if (low !== null && high !== null && low >= high) return null;
  const strict = comparator === '<' || comparator === '>';
  const upwards = comparator === '>' || comparator === '>=';
  if (comparator === null) {
    if (low !== null && value < low) return 'L';
    return high !== null && value > high ? 'H' : 'N';
  }
  if (upwards) {
    if (high !== null) return value > high || (strict && value === high) ? 'H' : null;
    return low !== null && value >= low ? 'N' : null;
  }
  if (low !== null) return value < low || (strict && value === low) ? 'L' : null;
  return high !== null && value <= high ? 'N' : null;
}
