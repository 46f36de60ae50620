import { sql } from 'kysely';
import { unitOf } from '../../../shared/domain/analytes/index.ts';
import { isCritical, isOutOfRange, type LabResult } from '../../../shared/domain/biology.ts';
import type { ResultRow, WritableRecord } from '../../record/index.ts';
import { learnedKey, placeResult, type Learned } from './analyte-axis.ts';
import { dayOf } from './dates.ts';
import type { StoredReport } from './stored-report.ts';
import { codeOf, type Rendition } from './versions.ts';

/** Codes learned of a sender, as a filing needs them. */
export async function learnedOf(db: Pick<WritableRecord, 'selectFrom'>, sender: string | null): Promise<Learned> {
  if (sender === null) return new Map();
  const rows = await db.selectFrom('analyte_codes').selectAll().where('emetteur', '=', sender).execute();
  return new Map(rows.map(({ code, unite, loinc }) => [learnedKey(code, unite), loinc]));
}

/** 0 nothing, 1 out of range, 2 critical; results deleted or not done say nothing. */
export function alertOf(results: readonly LabResult[]): 0 | 1 | 2 {
  const said = results.filter(({ status }) => status !== 'D' && status !== 'X');
  return said.some(isCritical) ? 2 : said.some(isOutOfRange) ? 1 : 0;
}

const COLUMNS = [
  'patientKey',
  'analyte',
  'date',
  'documentKey',
  'rang',
  'label',
  'section',
  'code',
  'loinc',
  'loincOrigine',
  'kind',
  'value',
  'text',
  'comparator',
  'unit',
  'low',
  'high',
  'rangeText',
  'interpretation',
  'computed',
  'status',
  'value2',
  'unit2',
  'low2',
  'high2',
  'validation',
  'comment',
  'groupeJson',
  'axe',
  'remplace',
] as const;
const INSERT = sql.raw(
  `INSERT INTO results (${COLUMNS.join(', ')}) SELECT ${COLUMNS.map((_, index) => `value->>${index}`).join(', ')} FROM json_each(`,
);

export interface Target {
  readonly patientKey: number;
  readonly documentKey: number;
  readonly learned: Learned;
  /** True for what goes to the history at once: results of an older version. */
  readonly replaced: (result: LabResult) => boolean;
}

/** Writes the results of a report, all of them in one statement. */
export async function insertResults(db: WritableRecord, report: StoredReport, target: Target): Promise<void> {
  const { results, document } = report;
  if (results.length === 0) return;
  const rows = results.map((result) => {
    const { analyte, loinc, loincOrigine, axe } = placeResult(result, document.senderCode, target.learned);
    const row: ResultRow = {
      patientKey: target.patientKey,
      analyte,
      date: result.date ?? document.sampledAt ?? document.date ?? '',
      documentKey: target.documentKey,
      rang: result.rang,
      label: result.label,
      section: result.section,
      code: result.code,
      loinc,
      loincOrigine,
      kind: result.kind,
      value: result.value,
      text: result.text,
      comparator: result.comparator,
      unit: result.unit,
      low: result.low,
      high: result.high,
      rangeText: result.rangeText,
      interpretation: result.interpretation,
      computed: result.computed,
      status: result.status,
      value2: result.value2,
      unit2: result.unit2,
      low2: result.low2,
      high2: result.high2,
      validation: result.validation,
      comment: result.comment,
      groupeJson: JSON.stringify(result.groupe),
      axe,
      remplace: target.replaced(result) ? 1 : 0,
    };
    return COLUMNS.map((column) => row[column]);
  });
  await sql`${INSERT}${JSON.stringify(rows)})`.execute(db);
}

export type FiledResult = ResultRow & { readonly groupe: string[] };

/** The results of a filed document, in the laboratory's order, as they were read. */
export async function resultsOfDocument(
  db: Pick<WritableRecord, 'selectFrom'>,
  documentKey: number,
): Promise<FiledResult[]> {
  const rows = await db
    .selectFrom('results')
    .selectAll()
    .where('documentKey', '=', documentKey)
    .orderBy('rang')
    .execute();
  return rows.map((row) => ({ ...row, groupe: JSON.parse(row.groupeJson) as string[] }));
}

export function labResultOf(row: ResultRow): LabResult {
  const { patientKey: _p, analyte: _a, documentKey: _d, axe: _x, remplace: _r, groupeJson, date, ...rest } = row;
  return { ...rest, date: date === '' ? null : date, groupe: JSON.parse(groupeJson) as string[] };
}

type Said = Pick<LabResult, 'value' | 'text' | 'comparator' | 'unit' | 'kind'>;

/** « <0,5 mmol/L », as it is shown: the laboratory's own writing, its unit. */
export function shownValue({ value, text, comparator, unit }: Said): string {
  // A number as a French eye reads it; words are left alone.
  const written = (text ?? (value === null ? '' : `${comparator ?? ''}${value}`)).replace(
    /(\d)\.(?=\d)/,
    value === null ? '$&' : '$1,',
  );
  return unit === null || unit === '' || written === '' ? written : `${written} ${unit}`;
}

/** One writing for all those of a unit. */
export const sameUnit = (unit: string | null): string => unitOf(unit)?.canonical ?? (unit ?? '').toLowerCase();

/** Two writings of one value are one value: « 5,60 » and « 5.6 », « G/L » and « 10*9/L ». */
const comparable = (result: Said): string =>
  result.kind === 'numeric' && result.value !== null
    ? `${result.comparator ?? ''}${result.value} ${sameUnit(result.unit)}`
    : (result.text ?? '').replace(/\s+/g, ' ').trim().toLowerCase();

/** What a report is compared with another of its order by. */
export function renditionOf(
  about: {
    readonly cda: boolean;
    readonly status: Rendition['status'];
    readonly sender: string | null;
    readonly date: string;
  },
  results: readonly (Said &
    Pick<LabResult, 'code' | 'label' | 'section' | 'groupe' | 'status' | 'date'> & { readonly analyte: string })[],
): Rendition {
  const day = dayOf(about.date);
  return {
    structured: results.length > 0,
    cda: about.cda,
    status: about.status,
    sender: about.sender,
    date: about.date,
    day,
    days: new Set([day, ...results.flatMap(({ date }) => (date === null || date === '' ? [] : dayOf(date)))]),
    values: new Map(results.map((each) => [codeOf(each), comparable(each)])),
    byAnalyte: new Map(results.map((each) => [each.analyte, comparable(each)])),
    pending: results.filter(({ status }) => status === 'P').length,
  };
}
