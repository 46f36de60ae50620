import { attribute, child, children, textOf } from '../xml/index.ts';
import type { XmlElement } from '../xml/index.ts';
import type { CdaAddress, CdaCode, CdaId, CdaInterval, CdaPersonName, CdaTelecom } from './header.ts';
import { V3 } from './namespaces.ts';

/** Text of an element without its line breaks and indentation; null when absent or empty. */
export function cleanText(element: XmlElement | null): string | null {
  const text = textOf(element).replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}

export function readId(element: XmlElement): CdaId | null {
  const root = attribute(element, 'root');
  return root === null ? null : { root, extension: attribute(element, 'extension') };
}

/** Every usable id; those that are only a nullFlavor are left out. */
export function readIds(parent: XmlElement | null, name = 'id'): CdaId[] {
  if (parent === null) return [];
  return children(parent, V3, name).flatMap((element) => readId(element) ?? []);
}

export function readCode(element: XmlElement | null): CdaCode | null {
  if (element === null) return null;
  const code = attribute(element, 'code');
  if (code === null) return null;
  return { code, codeSystem: attribute(element, 'codeSystem'), displayName: attribute(element, 'displayName') };
}

/** effectiveTime as an interval: a bare `@value` is a moment, so both ends. */
export function readInterval(element: XmlElement | null): CdaInterval {
  const moment = attribute(element, 'value');
  return {
    low: attribute(child(element, V3, 'low'), 'value') ?? moment,
    high: attribute(child(element, V3, 'high'), 'value') ?? moment,
  };
}

export function readTelecoms(parent: XmlElement | null): CdaTelecom[] {
  if (parent === null) return [];
  return children(parent, V3, 'telecom').flatMap((element) => {
    const value = attribute(element, 'value');
    return value === null ? [] : { value, use: attribute(element, 'use') };
  });
}

/** First address that says something. */
export function readAddress(parent: XmlElement | null): CdaAddress | null {
  if (parent === null) return null;
  for (const element of children(parent, V3, 'addr')) {
    const part = (name: string): string | null => cleanText(child(element, V3, name));
    const lines = children(element, V3, 'streetAddressLine').flatMap((line) => cleanText(line) ?? []);
    const street = [part('houseNumber'), part('streetNameType'), part('streetName')]
      .filter((text) => text !== null)
      .join(' ');
    if (street !== '') lines.unshift(street);
    const unit = part('unitID');
    if (unit !== null) lines.push(unit);
    const address = { lines, postalCode: part('postalCode'), city: part('city'), country: part('country') };
    if (lines.length > 0 || address.postalCode !== null || address.city !== null) return address;
  }
  return null;
}

export function readPersonName(person: XmlElement | null): CdaPersonName | null {
  const name = child(person, V3, 'name');
  const family = cleanText(child(name, V3, 'family'));
  if (family === null) return null;
  const part = (local: string): string | null => cleanText(child(name, V3, local));
  return { family, given: part('given'), prefix: part('prefix'), suffix: part('suffix') };
}
