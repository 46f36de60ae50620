import { isCritical, isOutOfRange } from '../../../../shared/domain/biology.ts';
import type { LabResult } from '../../../../shared/domain/biology.ts';
import type { LigneResultat } from '../../../../shared/domain/document-view.ts';
import { attribute, children } from '../../xml/index.ts';
import type { XmlElement } from '../../xml/index.ts';
import { V3 } from '../namespaces.ts';
import { frenchOf } from './moments.ts';
import type { NarrativeWords } from './narrative-words.ts';
import { writtenBounds } from './ranges.ts';
import { timeOf } from './results.ts';
import type { PlacedResult } from './results.ts';
import { numberOf, readValues } from './values.ts';
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

/** Bounds in words, with the decimals that the laboratory wrote. */
function bounds(result: LabResult, observation: XmlElement): string | null {
  if (result.low === null && result.high === null) return null;
  const written = writtenBounds(observation);
  // Six zeros after the point are a machine's, not a laboratory's.
  const french = (value: number, text: string | null): string =>
    comma(text !== null && numberOf(text) === value && !/\.\d{3,}0$/.test(text) ? text : String(value));
  const { low, high } = result;
  const said =
    low !== null && high !== null
      ? `${french(low, written.low)} à ${french(high, written.high)}`
      : low !== null
        ? `≥ ${french(low, written.low)}`
        : `≤ ${french(high ?? 0, written.high)}`;
  return `${said} ${unitWords(result.unit)}`.trim();
}

function secondBounds({ low2, high2, unit2 }: LabResult): string | null {
  const said = [low2, high2].map((value) => (value === null ? null : comma(String(value))));
  if (said[0] === null && said[1] === null) return null;
  const [low, high] = said;
  const words = low !== null && high !== null ? `${low} à ${high}` : low !== null ? `≥ ${low}` : `≤ ${high}`;
  return `${words} ${unitWords(unit2)}`.trim();
}

/** The laboratory's word, else what the bounds say, told as such. */
function interpretationWords({ interpretation, computed }: LabResult): string | null {
  if (interpretation !== null && interpretation !== '')
    return INTERPRETATIONS[interpretation.toUpperCase()] ?? interpretation;
  return computed === null ? null : `${computed === 'N' ? 'Normal' : 'Anormal'} (${COMPUTED[computed]})`;
}

const SIDES: Readonly<Record<string, LigneResultat['sens']>> = {
  L: 'bas',
  LL: 'bas',
  '<': 'bas',
  H: 'haut',
  HH: 'haut',
  '>': 'haut',
};

const sideOf = ({ interpretation, computed }: LabResult): LigneResultat['sens'] =>
  SIDES[interpretation?.toUpperCase() ?? computed ?? ''] ?? null;

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
  const reference = [bounds(result, observation), secondBounds(result), result.rangeText];
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
    sens: isOutOfRange(result) ? sideOf(result) : null,
    critique: isCritical(result),
    desaccord: disagreement(result),
    reference: reference.filter((text) => text !== null).join(' ; ') || null,
    precedents: previousValues(observation, words),
    validation: result.validation,
    commentaire: result.comment,
    etat: result.status === 'F' ? null : (STATES[result.status] ?? `État ${result.status}`),
  };
}
