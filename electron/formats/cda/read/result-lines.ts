import { isCritical, isOutOfRange } from '../../../../shared/domain/biology.ts';
import type { LabResult } from '../../../../shared/domain/biology.ts';
import type { LigneResultat } from '../../../../shared/domain/document-view.ts';
import { attribute, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { frenchOf } from './moments.ts';
import type { NarrativeWords } from './narrative-words.ts';
import { timeOf } from './results.ts';
import type { PlacedResult } from './results.ts';
import { readValues } from './values.ts';
import type { ReadValue } from './values.ts';

/** HL7 ObservationInterpretation (2.16.840.1.113883.5.83) in the words of a doctor. */
const INTERPRETATIONS: Readonly<Record<string, string>> = {
  N: 'Normal',
  L: 'Anormal bas',
  LL: 'Critique bas',
  H: 'Anormal haut',
  HH: 'Critique haut',
  A: 'Anormal',
  AA: 'Critique',
  '<': 'Sous la limite de mesure',
  '>': 'Au-dessus de la limite de mesure',
  POS: 'Positif',
  NEG: 'Négatif',
  IND: 'Indéterminé',
  E: 'Équivoque',
  DET: 'Détecté',
  ND: 'Non détecté',
  S: 'Sensible',
  I: 'Intermédiaire',
  R: 'Résistant',
  SDD: 'Sensible à forte posologie',
  NS: 'Non sensible',
  U: 'En hausse',
  D: 'En baisse',
  B: 'En amélioration',
  W: 'En aggravation',
};
const COMPUTED = { N: 'dans les bornes', L: 'sous la borne basse', H: 'au-dessus de la borne haute' } as const;
const STATES: Readonly<Record<string, string>> = {
  P: 'Résultat partiel',
  X: 'Non réalisé',
  D: 'Annulé',
  C: 'Corrigé',
  R: 'Non validé',
};

const COMPARATORS = { '<': '< ', '<=': '≤ ', '>': '> ', '>=': '≥ ' } as const;

/** A UCUM unit as French laboratories print it; one that is not known stays as sent. */
export function unitWords(unit: string | null): string {
  if (unit === null || unit === '1') return '';
  return unit
    .replace(/\{[^}]{1,40}\}/g, '')
    .replace(/10\*9\/L/g, 'G/L')
    .replace(/10\*12\/L/g, 'T/L')
    .replace(/10\*3\/uL/g, 'G/L')
    .replace(/\[IU\]|\[iU\]/g, 'UI')
    .replace(/\bu(?=(?:mol|g|L|m|kat|UI)\b)/g, 'µ')
    .replace(/\/$/, '');
}

const comma = (text: string): string => text.replace('.', ',');

/** A value in words, with its comparator and unit: the decimals are those of the laboratory. */
export function valueWords(value: ReadValue): string {
  const { kind, text, unit } = value;
  if (text === null) return '';
  const comparator = value.comparator === null ? '' : COMPARATORS[value.comparator];
  return `${comparator}${kind === 'numeric' ? comma(text) : text} ${unitWords(unit)}`.trim();
}

function bounds(low: number | null, high: number | null, unit: string | null): string | null {
  const french = (value: number): string => comma(String(value));
  const said =
    low !== null && high !== null
      ? `${french(low)} à ${french(high)}`
      : low !== null
        ? `≥ ${french(low)}`
        : high !== null
          ? `≤ ${french(high)}`
          : null;
  return said === null ? null : `${said} ${unitWords(unit)}`.trim();
}

/** The laboratory's word, else what the bounds say, told as such. */
function interpretationWords({ interpretation, computed }: LabResult): string | null {
  if (interpretation !== null && interpretation !== '')
    return INTERPRETATIONS[interpretation.toUpperCase()] ?? interpretation;
  return computed === null ? null : `${computed === 'N' ? 'Normal' : 'Anormal'} (${COMPUTED[computed]})`;
}

function disagreement({ interpretation, computed }: LabResult): string | null {
  if (computed === null || interpretation === null) return null;
  const flag = { N: 'N', L: 'L', LL: 'L', H: 'H', HH: 'H' }[interpretation.toUpperCase()];
  return flag === undefined || flag === computed
    ? null
    : `Valeur ${COMPUTED[computed]} imprimée : le laboratoire l’interprète autrement.`;
}

/** Previous values that the laboratory recalls under a result (entryRelationship REFR), latest first as it wrote them. */
function previousValues(observation: XmlElement, words: NarrativeWords): LigneResultat['precedents'] {
  return children(observation, V3, 'entryRelationship')
    .filter((link) => attribute(link, 'typeCode') === 'REFR')
    .flatMap((link) => children(link, V3, 'observation'))
    .slice(0, 50)
    .map((before) => ({ valeur: valueWords(readValues(before, words)), date: frenchOf(timeOf(before)) }));
}

function local(date: string | null): string | null {
  if (date === null) return null;
  const [day = '', time] = date.split('T');
  return [day.split('-').reverse().join('/'), time].filter((part) => part !== undefined).join(' ');
}

/** A result as a line of the reading window. */
export function resultLine({ result, observation }: PlacedResult, words: NarrativeWords): LigneResultat {
  const second: ReadValue = {
    ...result,
    kind: 'numeric',
    text: result.value2 === null ? null : String(result.value2),
    unit: result.unit2,
  };
  const reference = [
    bounds(result.low, result.high, result.unit),
    bounds(result.low2, result.high2, result.unit2),
    result.rangeText,
  ];
  return {
    rang: result.rang,
    groupe: result.groupe,
    libelle: result.label,
    loinc: result.loinc,
    valeur: valueWords(result),
    valeur2: valueWords(second) || null,
    date: local(result.date),
    interpretation: interpretationWords(result),
    anormal: isOutOfRange(result),
    critique: isCritical(result),
    desaccord: disagreement(result),
    reference: reference.filter((text) => text !== null).join(' ; ') || null,
    precedents: previousValues(observation, words),
    validation: result.validation,
    commentaire: result.comment,
    etat: result.status === 'F' ? null : (STATES[result.status] ?? `État ${result.status}`),
  };
}
