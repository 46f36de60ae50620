import type { LabResult } from '../../../shared/domain/biology.ts';
import { MAX_COMMENT, MAX_LABEL, MAX_VALUE } from './limits.ts';
import { againstBounds, parseRange, parseValue, type ParsedValue } from './values.ts';

/** Flags that laboratories send: those of HPRIM Médecin, then those of HPRIM Santé, met in the field. */
const FLAGS = new Set('N L H LL HH < > A AA U D B W R I S MS VS POS NEG'.split(' '));
const STATUSES = new Set(['F', 'P', 'C', 'R', 'D', 'X']);

/** What a result line says by itself; its rank, section and date come from where it stands. */
export type LineResult = Omit<
  LabResult,
  'rang' | 'section' | 'date' | 'loinc' | 'loincOrigine' | 'groupe' | 'validation'
>;

export interface ReadLine {
  readonly result: LineResult | null;
  /** A line too short to be a result: kept as words. */
  readonly words: string | null;
  readonly warnings: readonly string[];
}

const orNull = (text: string | undefined): string | null => {
  const clean = (text ?? '').trim();
  return clean === '' ? null : clean;
};

/** The label without what introduces the value. */
const cleanLabel = (field: string): string =>
  field
    .trim()
    .slice(0, MAX_LABEL)
    .replace(/[\s:]{1,20}$/, '');

/** A stray closing bracket is a slip of the laboratory, not its unit. */
function cleanUnit(field: string | undefined): string | null {
  const unit = orNull(field)?.slice(0, 60) ?? null;
  return unit !== null && unit.endsWith(')') && !unit.includes('(') ? orNull(unit.slice(0, -1)) : unit;
}

interface Expression {
  readonly parsed: ParsedValue;
  readonly unit: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly words: string | null;
}

function expression(fields: readonly string[], at: number): Expression {
  const unitField = cleanUnit(fields[at + 1]);
  const parsed = parseValue(fields[at] ?? '', unitField);
  const unit = unitField ?? parsed.unit;
  return { parsed, unit, ...parseRange(fields[at + 2] ?? '', fields[at + 3] ?? '', unit) };
}

/** Looks like a mark of thousands read as a decimal point: the value is out by exactly a thousand. */
function thousandfold({ parsed, low, high }: Expression): boolean {
  const { value } = parsed;
  if (value === null || low === null || high === null || low <= 0) return false;
  const far = value < low / 50 || value > high * 50;
  return far && [value * 1000, value / 1000].some((other) => other >= low && other <= high);
}

/** The number when the first expression is words and only the second has one (« Voir commentaire »). */
function chosen(
  first: Expression,
  second: Expression,
): { main: Expression; other: Expression | null; words: string | null } {
  const secondHasValue = second.parsed.value !== null;
  if (first.parsed.value === null && secondHasValue && !first.parsed.pending) {
    const bounded =
      second.low !== null || second.high !== null ? second : { ...second, low: first.low, high: first.high };
    return { main: { ...bounded, unit: second.unit ?? first.unit }, other: null, words: first.parsed.text };
  }
  return { main: first, other: secondHasValue ? second : null, words: null };
}

function flagOf(field: string | undefined, main: Expression, warnings: string[]): string | null {
  const flag = orNull(field)?.toUpperCase().slice(0, 10) ?? null;
  if (flag !== null && !FLAGS.has(flag)) warnings.push('Indicateur d’anomalie inconnu, gardé tel quel.');
  if (flag !== null || !main.parsed.highlighted) return flag;
  // Stars are the laboratory's own signal: when it gave neither a flag nor a usable range, they are its flag.
  return main.low === null && main.high === null ? 'A' : null;
}

function statusOf(field: string | undefined, pending: boolean, warnings: string[]): string {
  const status = orNull(field)?.toUpperCase().slice(0, 10) ?? 'F';
  if (!STATUSES.has(status)) warnings.push('Statut de résultat inconnu, gardé tel quel.');
  return pending && status === 'F' ? 'P' : status;
}

/**
 * One `RES` line: label, code, type (not trusted: numbers come as text and text as numbers), value, unit, bounds, flag, status, second
 * expression. A line without label nor value is a separator: neither result nor words.
 */
export function readResultLine(line: string): ReadLine {
  const fields = line.split('|', 40);
  const [, label = '', code = '', type = '', value = ''] = fields;
  if (label.trim() === '' && value.trim() === '') return { result: null, words: null, warnings: [] };
  if (fields.length < 5) {
    const words = fields
      .slice(1)
      .map((field) => field.trim())
      .filter((field) => field !== '')
      .join(' ');
    return {
      result: null,
      words: words.slice(0, MAX_VALUE),
      warnings: ['Ligne de résultat incomplète, gardée en commentaire.'],
    };
  }
  const warnings: string[] = [];
  const surplus = fields.slice(14).some((field) => field.trim() !== '');
  if (surplus) warnings.push('Ligne de résultat avec des champs en trop, ignorés.');
  const { main, other, words } = chosen(expression(fields, 4), expression(fields, 10));
  const { parsed, unit, low, high } = main;
  if (thousandfold(main)) warnings.push('Valeur mille fois hors de ses bornes : séparateur de milliers à vérifier.');
  const status = statusOf(fields[9], parsed.pending, warnings);
  const comments = [words, parsed.highlighted ? 'Valeur signalée par une étoile par le laboratoire.' : null];
  const result: LineResult = {
    label: cleanLabel(label),
    code: orNull(code.slice(0, 100)),
    kind: parsed.value !== null ? 'numeric' : type.trim().toUpperCase() === 'C' ? 'coded' : 'text',
    value: parsed.value,
    text: parsed.text?.slice(0, MAX_VALUE) ?? null,
    comparator: parsed.comparator,
    unit,
    low,
    high,
    rangeText: main.words,
    interpretation: flagOf(fields[8], main, warnings),
    computed: againstBounds(parsed.value, parsed.comparator, low, high),
    status,
    value2: other?.parsed.value ?? null,
    unit2: other === null ? null : other.unit,
    low2: other?.low ?? null,
    high2: other?.high ?? null,
    comment: orNull(
      comments
        .filter((each) => each !== null)
        .join('\n')
        .slice(0, MAX_VALUE),
    ),
  };
  return { result, words: null, warnings };
}

/** A `soit` line is the previous result in another unit: its second expression, or a comment when it already has one. */
export function withOtherExpression<T extends LineResult>(previous: T, same: LineResult): T {
  if (previous.value2 === null && same.value !== null && previous.value !== null)
    return { ...previous, value2: same.value, unit2: same.unit, low2: same.low, high2: same.high };
  // A comment at its full length takes nothing more: files of nothing but such lines stay linear.
  if ((previous.comment?.length ?? 0) >= MAX_COMMENT) return previous;
  const words = ['soit', same.text, same.unit].filter((each) => each !== null).join(' ');
  return { ...previous, comment: [previous.comment, words].filter((each) => each !== null).join('\n') };
}
