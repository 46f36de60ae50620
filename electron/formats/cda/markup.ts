import { element } from '../xml/index.ts';
import type { Markup, MarkupAttributes } from '../xml/index.ts';
import type { Coded } from './terminology.ts';
import { hl7Date } from './time.ts';

/** Small HL7 v3 elements that every part of a document is made of. */
export const template = (root: string, extension?: string): Markup => element('templateId', { root, extension });
export const templates = (...roots: readonly string[]): Markup[] => roots.map((root) => template(root));
export const id = (root: string, extension?: string): Markup => element('id', { root, extension });
export const status = (code: 'active' | 'completed'): Markup => element('statusCode', { code });
/** `text/reference` to a piece of the narrative. */
export const textReference = (target: string): Markup => element('text', {}, reference(target));
export const reference = (target: string): Markup => element('reference', { value: `#${target}` });
export const originalText = (target: string): Markup => element('originalText', {}, reference(target));

export function coded(name: string, value: Coded, ...content: readonly Markup[]): Markup {
  return element(name, { code: value.code, displayName: value.displayName, codeSystem: value.codeSystem }, ...content);
}

/** `value xsi:type="CD"`: coded when there is a code, else the words of the narrative alone; always bound to the narrative. */
export function cdValue(value: Coded | null, target: string): Markup {
  const attributes: MarkupAttributes =
    value === null ? {} : { code: value.code, displayName: value.displayName, codeSystem: value.codeSystem };
  return element('value', { 'xsi:type': 'CD', ...attributes }, originalText(target));
}

const bound = (name: 'low' | 'high', date: string | null): Markup =>
  element(name, date === null ? { nullFlavor: 'UNK' } : { value: hl7Date(date) });

/** effectiveTime of something that began, and perhaps ended: `high` undefined is left out, null is unknown. */
export function period(low: string | null, high?: string | null, attributes: MarkupAttributes = {}): Markup {
  return element('effectiveTime', attributes, bound('low', low), high === undefined ? null : bound('high', high));
}
