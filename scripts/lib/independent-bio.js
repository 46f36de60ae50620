/**
 * A second reading of biology reports (CDA R2, BIO-CR-BIO of the CI-SIS), written from the norm and by another way than the product's reader:
 * XPath over a DOM, one expression for each field. The product's reader is compared with it, result by result; neither knows the other.
 */
import { DOMParser } from '@xmldom/xmldom';
import xpath from 'xpath';

const LOINC = '2.16.840.1.113883.6.1';
const RESULT = '1.3.6.1.4.1.19376.1.3.1.6';
const select = xpath.useNamespaces({ h: 'urn:hl7-org:v3', xsi: 'http://www.w3.org/2001/XMLSchema-instance' });

const all = (expression, node) => /** @type {Element[]} */ (select(expression, node));
const one = (expression, node) => all(expression, node)[0];
/** Value of an attribute reached by an expression; null when it is not there. */
const attribute = (expression, node) => {
  const found = one(expression, node);
  return found === undefined ? null : (found.nodeValue ?? null);
};
const words = (node) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Elements of each document by their identifiers, found once. */
const narratives = new WeakMap();

/** Text of the element that an identifier of the narrative names; the empty string when there is none. */
function named(document, reference) {
  const id = (reference ?? '').replace(/^#/, '');
  if (id === '') return '';
  let names = narratives.get(document);
  if (names === undefined) {
    names = new Map(all('//h:*[@ID]', document).map((each) => [each.getAttribute('ID'), each]));
    narratives.set(document, names);
  }
  return words(names.get(id));
}

/** What stands for a coded thing in words: the words of the report, else the names given with the code. */
function label(document, code) {
  const referred = named(document, attribute('h:originalText/h:reference/@value', code));
  if (referred !== '') return referred;
  const typed = words(one('h:originalText', code));
  if (typed !== '') return typed;
  return attribute('@displayName', code) ?? attribute('h:translation/@displayName', code) ?? '';
}

/** YYYYMMDD[hhmm…][zone] as an ISO date, with the time to the minute when there is one. */
export function isoTime(stamp) {
  const found = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?/.exec(stamp ?? '');
  if (!found) return null;
  const [, year, month, day, hour, minute] = found;
  return `${year}-${month}-${day}${hour === undefined ? '' : `T${hour}:${minute}`}`;
}

/** Type of a value, whatever prefix its document gives to the namespace of CDA. */
function typeOf(value) {
  const name = value?.getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'type') ?? '';
  return name.slice(name.indexOf(':') + 1);
}

function bounds(value) {
  return {
    low: attribute('h:low/@value', value),
    high: attribute('h:high/@value', value),
    unit: attribute('h:low/@unit | h:high/@unit', value),
    inclusive: attribute('h:low/@inclusive | h:high/@inclusive', value),
  };
}

function readValue(document, value) {
  const none = { kind: 'text', value: null, text: null, comparator: null, unit: null };
  if (value === undefined) return none;
  switch (typeOf(value)) {
    case 'PQ': {
      const text = attribute('@value', value);
      return { ...none, kind: 'numeric', value: Number(text), text, unit: attribute('@unit', value) };
    }
    case 'INT':
    case 'REAL': {
      const text = attribute('@value', value);
      return { ...none, kind: 'numeric', value: Number(text), text };
    }
    case 'IVL_PQ': {
      const { low, high, unit, inclusive } = bounds(value);
      if (low !== null && high !== null) return { ...none, text: `${low} - ${high}`, unit };
      const text = low ?? high;
      const comparator = `${low === null ? '<' : '>'}${inclusive === 'true' ? '=' : ''}`;
      return text === null ? none : { ...none, kind: 'numeric', value: Number(text), text, comparator, unit };
    }
    case 'CD':
    case 'CE':
      return { ...none, kind: attribute('@code', value) === null ? 'text' : 'coded', text: label(document, value) };
    default:
      return { ...none, text: named(document, attribute('h:reference/@value', value)) || words(value) };
  }
}

/** The only range that has bounds; none when there are several, for then no single pair of bounds is the laboratory's. */
function readRange(observation) {
  const ranges = all('h:referenceRange/h:observationRange/h:value', observation).filter(
    (each) => typeOf(each) === 'IVL_PQ',
  );
  if (ranges.length !== 1) return { low: null, high: null, ranges: ranges.length };
  const { low, high } = bounds(ranges[0]);
  return { low: low === null ? null : Number(low), high: high === null ? null : Number(high), ranges: 1 };
}

function readResult(document, observation) {
  const code = one('h:code', observation);
  const isLoinc = code?.getAttribute('codeSystem') === LOINC && code.getAttribute('code') !== null;
  const time = ['@value', 'h:low/@value', 'h:high/@value'].map((path) =>
    attribute(`h:effectiveTime/${path}`, observation),
  );
  return {
    loinc: isLoinc ? code.getAttribute('code') : null,
    code: isLoinc ? null : (attribute('h:translation/@code', code) ?? attribute('@code', code)),
    label: code === undefined ? '' : label(document, code),
    ...readValue(document, one('h:value', observation)),
    ...readRange(observation),
    interpretation: attribute('h:interpretationCode/@code', observation),
    status: attribute('h:statusCode/@code', observation),
    date: isoTime(time.find((each) => each !== null)),
  };
}

/**
 * Every result of a biology report, in the order of the document. Previous values (entryRelationship REFR inside a result) are not results.
 * @param {Uint8Array | string} bytes a CDA R2 document, or a style sheet that holds one
 */
export function extractResults(bytes) {
  const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8').decode(bytes);
  const document = new DOMParser({ onError: () => undefined }).parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml');
  const root = one('//h:ClinicalDocument', document);
  if (root === undefined) return [];
  const path = `.//h:observation[h:templateId/@root='${RESULT}'][not(ancestor::h:entryRelationship[@typeCode='REFR'])]`;
  return all(path, root).map((observation) => readResult(document, observation));
}
