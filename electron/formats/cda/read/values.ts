import type { LabResult } from '../../../../shared/domain/biology.ts';
import { attribute, child, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3, XSI } from '../namespaces.ts';
import { frenchOf } from './moments.ts';
import type { NarrativeWords } from './narrative-words.ts';

export type ReadValue = Pick<LabResult, 'kind' | 'value' | 'text' | 'comparator' | 'unit' | 'value2' | 'unit2'>;

const NOTHING: ReadValue = {
  kind: 'text',
  value: null,
  text: null,
  comparator: null,
  unit: null,
  value2: null,
  unit2: null,
};

/** A decimal number as HL7 writes it; null for anything else, never a guess. */
export function numberOf(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}

/** Data type of a value, whatever prefix the document gives to the namespace of CDA (`c:PQ`); null when it says none. */
export function typeOf(value: XmlElement | null): string | null {
  const name = attribute(value, 'type', XSI)?.trim() ?? null;
  return name === null ? null : name.slice(name.indexOf(':') + 1);
}

/** The same quantity in another unit, as the 2021 model wrote it: the unit is in @code, sometimes in @unit. */
export function secondOf(quantity: XmlElement | null): { value: number | null; unit: string | null } {
  const translation = child(quantity, V3, 'translation');
  return {
    value: numberOf(attribute(translation, 'value')),
    unit: attribute(translation, 'unit') ?? attribute(translation, 'code') ?? attribute(translation, 'displayName'),
  };
}

function numeric(text: string | null, unit: string | null, comparator: LabResult['comparator']): ReadValue {
  const value = numberOf(text);
  return { ...NOTHING, kind: value === null ? 'text' : 'numeric', value, text: text?.trim() || null, unit, comparator };
}

function quantity(element: XmlElement): ReadValue {
  const second = secondOf(element);
  return {
    ...numeric(attribute(element, 'value'), attribute(element, 'unit'), null),
    value2: second.value,
    unit2: second.value === null ? null : second.unit,
  };
}

/** A value known by its bounds: one of them is a comparator (`<0,5`), both are words. */
function interval(element: XmlElement): ReadValue {
  if (attribute(element, 'value') !== null) return quantity(element);
  const [low, high] = [child(element, V3, 'low'), child(element, V3, 'high')];
  const [least, most] = [attribute(low, 'value'), attribute(high, 'value')];
  const unit = attribute(least === null ? high : low, 'unit');
  if (least !== null && most !== null) return { ...NOTHING, text: `${least} - ${most}`, unit };
  const bound = least === null ? high : low;
  const inclusive = attribute(bound, 'inclusive') === 'true';
  const sign = least === null ? '<' : '>';
  const text = least ?? most;
  return text === null ? NOTHING : numeric(text, unit, inclusive ? `${sign}=` : sign);
}

function ratio(element: XmlElement): ReadValue {
  const part = (name: string): string => {
    const quantityPart = child(element, V3, name);
    const unit = attribute(quantityPart, 'unit');
    return [attribute(quantityPart, 'value') ?? '', unit === '1' ? null : unit]
      .filter((text) => text !== null)
      .join(' ');
  };
  const [above, below] = [part('numerator'), part('denominator')];
  return above === '' && below === '' ? NOTHING : { ...NOTHING, text: `${above}/${below}` };
}

/** Value of an observation by its data type (HL7 V3 data types R1): what is not a number is words, shown as they were sent. */
export function readValue(value: XmlElement | null, words: NarrativeWords): ReadValue {
  if (value === null) return NOTHING;
  switch (typeOf(value)) {
    case 'PQ':
    case 'MO':
      return quantity(value);
    case 'INT':
    case 'REAL':
      return numeric(attribute(value, 'value'), null, null);
    case 'IVL_PQ':
    case 'IVL_INT':
    case 'IVL_REAL':
      return interval(value);
    case 'RTO':
    case 'RTO_PQ_PQ':
    case 'RTO_QTY_QTY':
      return ratio(value);
    case 'CD':
    case 'CE':
    case 'CV':
    case 'CO':
    case 'CS': {
      const code = attribute(value, 'code');
      return { ...NOTHING, kind: code === null ? 'text' : 'coded', text: words.label(value) ?? code };
    }
    case 'BL': {
      const said = attribute(value, 'value');
      return { ...NOTHING, kind: 'coded', text: said === 'true' ? 'oui' : said === 'false' ? 'non' : null };
    }
    case 'TS':
      return { ...NOTHING, text: frenchOf(attribute(value, 'value')) ?? attribute(value, 'value') };
    default:
      // ST, ED, SC and what no model foresees: the words. A picture in base64 is no words.
      return attribute(value, 'representation') === 'B64' ? NOTHING : { ...NOTHING, text: words.text(value) };
  }
}

/** The only value of an observation: CDA allows several, and then they are words. */
export function readValues(observation: XmlElement, words: NarrativeWords): ReadValue {
  const all = children(observation, V3, 'value');
  const [first] = all;
  if (first === undefined) return NOTHING;
  if (all.length === 1) return readValue(first, words);
  const texts = all.flatMap((one) => {
    const { comparator, text, unit } = readValue(one, words);
    return text === null ? [] : [`${comparator ?? ''}${text}${unit === null ? '' : ` ${unit}`}`];
  });
  return { ...NOTHING, text: texts.length === 0 ? null : texts.join(' ; ') };
}
