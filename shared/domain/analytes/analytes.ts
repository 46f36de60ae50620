import { ANALYTES_CSV } from './analytes.data.ts';
import { parseTable } from './csv.ts';
import { isNeverRead, isOtherFluid, labelKey, lookupKeys } from './labels.ts';
import { unitMeanings, unitOf, type Unit } from './units.ts';

/** One quantity that doctors follow, with the two habits of writing it. */
export interface Analyte {
  /** Code in the molar (SI) unit: it names the analyte everywhere in the record. */
  readonly loinc: string;
  /** Code in the conventional unit, when it is another. */
  readonly loincConv: string | null;
  readonly loincOther: readonly string[];
  readonly libelle: string;
  readonly synonyms: readonly string[];
  readonly chapter: string;
  readonly urinary: boolean;
  readonly unitSi: string;
  readonly unitConv: string;
  /** value in SI unit = value in conventional unit × factor + offset (the offset: HbA1c). */
  readonly factor: number;
  readonly offset: number;
  /** Unit of the curve: the French habit; empty for an index without unit (INR). */
  readonly axisUnit: string;
  readonly decimals: number;
}

function analyteFrom(row: Record<string, string>): Analyte {
  const list = (text = ''): string[] => text.split(';').filter((each) => each !== '');
  return {
    loinc: row['loinc'] ?? '',
    loincConv: row['loinc_conv'] || null,
    loincOther: list(row['loinc_other']),
    libelle: row['libelle'] ?? '',
    synonyms: list(row['synonyms']),
    chapter: row['chapter'] ?? '',
    urinary: row['chapter'] === 'Urines',
    unitSi: row['unit_si'] ?? '',
    unitConv: row['unit_conv'] ?? '',
    factor: Number(row['factor']),
    offset: Number(row['offset']),
    axisUnit: row['axis_unit'] ?? '',
    decimals: Number(row['decimals']),
  };
}

export const ANALYTES: readonly Analyte[] = parseTable(ANALYTES_CSV).map(analyteFrom);

/**
 * Codes listed beside an analyte that are not the same quantity: percentages of a leucocyte formula, D-dimers in DDU, vitamin D3 alone,
 * a method that its row says not to mix. They keep a curve of their own.
 */
const NOT_THE_SAME = new Set('26511-6 26450-7 30180-4 26478-8 26485-3 17849-1 48066-5 1989-3 14635-7'.split(' '));
/** Listed beside two analytes: the one it is. */
const BELONGS_TO: Readonly<Record<string, string>> = { '33914-3': '77147-7' };

function byLoincMap(): ReadonlyMap<string, Analyte> {
  const map = new Map<string, Analyte>();
  for (const analyte of ANALYTES) map.set(analyte.loinc, analyte);
  for (const analyte of ANALYTES)
    if (analyte.loincConv !== null && !map.has(analyte.loincConv)) map.set(analyte.loincConv, analyte);
  for (const analyte of ANALYTES)
    for (const code of analyte.loincOther) {
      const owner = BELONGS_TO[code] ?? analyte.loinc;
      if (!NOT_THE_SAME.has(code) && owner === analyte.loinc && !map.has(code)) map.set(code, analyte);
    }
  return map;
}

function byLabelMap(): ReadonlyMap<string, Analyte> {
  const map = new Map<string, Analyte>();
  for (const analyte of ANALYTES)
    for (const name of [...analyte.synonyms, analyte.libelle])
      for (const key of [labelKey(name), labelKey(name.replaceAll('.', ''))]) if (!map.has(key)) map.set(key, analyte);
  return map;
}

const BY_LOINC = byLoincMap();
const BY_LABEL = byLabelMap();

/** The analyte that a LOINC code belongs to, whatever the unit it is about; null when the table does not know it. */
export function analyteByLoinc(loinc: string | null): Analyte | null {
  return loinc === null ? null : (BY_LOINC.get(loinc) ?? null);
}

/** Percentages of CCMH are its g/dL under another name. */
const PERCENT_AS: Readonly<Record<string, string>> = { '28540-3': 'g/dL' };
/** Bacterial and cellular counts of urine: a blood count in that unit is a mistake of the label, not a value. */
const URINE_COUNT = '/mL';

/** The meaning of a unit that suits an analyte; null when none does: nothing is then converted, nor mapped by its label. */
export function unitFor(analyte: Analyte, text: string | null): Unit | null {
  const kinds = [unitOf(analyte.unitSi)?.kind, unitOf(analyte.unitConv)?.kind, unitOf(analyte.axisUnit)?.kind];
  for (const unit of unitMeanings(text)) {
    if (unit.canonical === '%' && PERCENT_AS[analyte.loinc] !== undefined)
      return unitOf(PERCENT_AS[analyte.loinc] ?? null);
    if (unit.canonical === URINE_COUNT && !analyte.urinary) continue;
    if (kinds.includes(unit.kind)) return unit;
  }
  return null;
}

/** An index (INR) has no unit, and a laboratory may repeat its name in that place. */
function suits(analyte: Analyte, unit: string | null): boolean {
  if (analyte.axisUnit !== '') return unitFor(analyte, unit) !== null;
  const key = labelKey(unit ?? '');
  return key === '' || BY_LABEL.get(key) === analyte || key === 'ratio';
}

export interface Sought {
  readonly label: string;
  /** Given by the document, or learned from a human for this sender, code and unit; null when nothing says. */
  readonly loinc: string | null;
  readonly unit: string | null;
  /** Unit of the second expression of the same result, when there is one. */
  readonly unit2?: string | null;
  readonly section: string | null;
}

export interface FoundAnalyte {
  readonly analyte: Analyte;
  readonly how: 'loinc' | 'libelle';
  /** Which of the two expressions is the analyte's: « 54 % » and « 1577 /mm3 » of a leucocyte is so by its second. */
  readonly expression: 'first' | 'second';
  /** The code to store, following the first unit; null when only the second expression is this analyte's. */
  readonly loinc: string | null;
}

/** The code of an analyte in a unit: molar unit and conventional unit have each their own. */
export function loincFor(analyte: Analyte, unit: string | null): string {
  if (analyte.loincConv === null) return analyte.loinc;
  const kind = unitFor(analyte, unit)?.kind;
  return kind !== undefined && kind !== unitOf(analyte.unitSi)?.kind ? analyte.loincConv : analyte.loinc;
}

function searchLabel(sought: Sought): Analyte | null {
  const fluid = isOtherFluid(sought.section) || isOtherFluid(sought.label);
  const keys = isNeverRead(sought.label) ? lookupKeys(sought.label).slice(0, 1) : lookupKeys(sought.label);
  for (const key of keys) {
    const analyte = BY_LABEL.get(key);
    if (analyte === undefined || (fluid && !analyte.urinary)) continue;
    if (suits(analyte, sought.unit) || suits2(analyte, sought.unit2 ?? null)) return analyte;
  }
  return null;
}

/** A laboratory's lines are the same few hundred in every report: what was found for one is kept, up to a bound. */
const FOUND = new Map<string, Analyte | null>();
const FOUND_MAX = 4000;
const LONGEST_KEPT = 300;

function byLabel(sought: Sought): Analyte | null {
  const { label, unit, unit2, section } = sought;
  const key = JSON.stringify([label, unit, unit2 ?? null, section]);
  if (key.length > LONGEST_KEPT) return searchLabel(sought);
  const known = FOUND.get(key);
  if (known !== undefined) return known;
  const analyte = searchLabel(sought);
  if (FOUND.size >= FOUND_MAX) FOUND.clear();
  FOUND.set(key, analyte);
  return analyte;
}

const suits2 = (analyte: Analyte, unit2: string | null): boolean => unit2 !== null && unitFor(analyte, unit2) !== null;

/**
 * The analyte of a result: by its LOINC code when it has one, otherwise by its label when the unit is of a compatible kind and the
 * section is not urine or another fluid (unless the analyte is). « DFG » or « clairance » without a method are no synonym of any: nothing
 * is deduced then. Null when nothing is certain.
 */
export function analyteOf(sought: Sought): FoundAnalyte | null {
  const known = analyteByLoinc(sought.loinc);
  if (sought.loinc !== null && known === null) return null;
  const analyte = known ?? byLabel(sought);
  if (analyte === null) return null;
  const second = !suits(analyte, sought.unit) && suits2(analyte, sought.unit2 ?? null);
  return {
    analyte,
    how: known === null ? 'libelle' : 'loinc',
    expression: second ? 'second' : 'first',
    loinc: known !== null ? sought.loinc : second ? null : loincFor(analyte, sought.unit),
  };
}

/** Analytes whose name or a synonym holds every word typed, best first (« glyc » finds the glucose), at most `limit`. */
export function searchAnalytes(text: string, limit = 20): Analyte[] {
  const words = labelKey(text)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const scored = ANALYTES.flatMap((analyte) => {
    const names = [analyte.libelle, ...analyte.synonyms].map(labelKey);
    const found = names.filter((name) => words.every((word) => ` ${name}`.includes(` ${word}`)));
    const exact = names.includes(words.join(' '));
    return found.length === 0 && !analyte.loinc.startsWith(text.trim()) ? [] : [{ analyte, exact }];
  });
  return [...scored.filter(({ exact }) => exact), ...scored.filter(({ exact }) => !exact)]
    .slice(0, limit)
    .map(({ analyte }) => analyte);
}
