import { sql } from 'kysely';
import type { LabResult } from '../../../shared/domain/biology.ts';
import type { CommandContext, DocumentRow, WritableRecord } from '../../record/index.ts';
import { placeResult, type Learned } from './analyte-axis.ts';
import { resultsOfDocument, sameUnit, shownValue } from './result-rows.ts';
import type { StoredReport } from './stored-report.ts';
import { codeOf } from './versions.ts';

/** A report just filed, beside the one of the same order that it changes. */
export interface Fresh {
  readonly id: string;
  readonly key: number;
  readonly report: StoredReport;
  readonly learned: Learned;
}

type Keyed = Pick<LabResult, 'code' | 'label' | 'section' | 'groupe'> & { readonly analyte: string };
const isCda = (former: Pick<DocumentRow, 'mediaType'>): boolean => former.mediaType.endsWith('xml');

/** Results of one format are told apart by the sender's code; across formats, by their analyte. */
const keyOf = (result: Keyed, byAnalyte: boolean): string => (byAnalyte ? result.analyte : codeOf(result));

function placedOf(fresh: Pick<Fresh, 'report' | 'learned'>): (LabResult & { analyte: string })[] {
  const { report, learned } = fresh;
  return report.results.map((each) => ({
    ...each,
    analyte: placeResult(each, report.document.senderCode, learned).analyte,
  }));
}

/** Says that there is a value: « en cours » is none. */
const hasValue = (result: Pick<LabResult, 'value' | 'text' | 'status' | 'kind'>): boolean =>
  result.value !== null || (result.status !== 'P' && (result.text ?? '').trim() !== '');

const said = (text: string): string => text.replace(/\s+/g, ' ').replace(',', '.').trim().toLowerCase();

/** A value that somebody has seen and that is now another one: told, old and new, until somebody has read it. */
export async function noteChanges(
  db: WritableRecord,
  context: CommandContext,
  patient: { readonly id: string },
  fresh: Fresh,
  former: DocumentRow,
): Promise<void> {
  if (former.vuLe === null) return;
  const across = isCda(former) !== (fresh.report.format === 'cda');
  const now = new Map(placedOf(fresh).map((result) => [keyOf(result, across), result]));
  const changes = (await resultsOfDocument(db, former.key)).flatMap((old) => {
    const result = now.get(keyOf(old, across));
    if (result === undefined || !hasValue(old)) return [];
    const same =
      old.value !== null &&
      old.value === result.value &&
      sameUnit(old.unit) === sameUnit(result.unit) &&
      old.comparator === result.comparator;
    const [ancien, nouveau] = [shownValue(old), shownValue(result)];
    if (same || said(ancien) === said(nouveau)) return [];
    return {
      id: context.newId(),
      patientId: patient.id,
      documentId: fresh.id,
      label: result.label,
      ancien,
      nouveau,
      le: context.now,
    };
  });
  if (changes.length > 0)
    await db
      .insertInto('result_changes')
      .values(changes.map((each) => ({ ...each, vuLe: null, vuPar: null })))
      .execute();
}

export const strikeResults = {
  /** What a newer report already says: the same in an older one goes to the history. */
  codesOf: async (db: WritableRecord, newer: DocumentRow): Promise<Set<string>> => {
    const rows = await resultsOfDocument(db, newer.key);
    return new Set(rows.flatMap((row) => [codeOf(row), row.analyte]));
  },
  codeOf: (result: LabResult, report: StoredReport, learned: Learned, newer: DocumentRow | null): string =>
    newer !== null && isCda(newer) !== (report.format === 'cda')
      ? placeResult(result, report.document.senderCode, learned).analyte
      : codeOf(result),
  /** Strikes the results of the former report: all of them when it is replaced, else those whose code has a newer value. */
  of: async (db: WritableRecord, fresh: Fresh, former: DocumentRow, all: boolean): Promise<void> => {
    if (all) {
      await db.updateTable('results').set({ remplace: 1 }).where('documentKey', '=', former.key).execute();
      return;
    }
    const across = isCda(former) !== (fresh.report.format === 'cda');
    const now = new Map(placedOf(fresh).map((result) => [keyOf(result, across), result]));
    const struck = (await resultsOfDocument(db, former.key))
      .filter((old) => {
        const result = now.get(keyOf(old, across));
        return result !== undefined && hasValue(result);
      })
      .map(({ rang }) => rang);
    await sql`UPDATE results SET remplace = 1 WHERE documentKey = ${former.key} AND rang IN (SELECT value FROM json_each(${JSON.stringify(struck)}))`.execute(
      db,
    );
  },
};
