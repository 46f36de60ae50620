import type { CourbeBiologie, PointBiologie } from '../../../shared/contract/biologie.ts';
import { analyteByLoinc, curvePlace } from '../../../shared/domain/analytes/index.ts';
import { isOutOfRange } from '../../../shared/domain/biology.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { labResultOf, shownRange, shownValue } from '../reception/index.ts';
import { patientKeyOf, resultsOfPatient, titleOf, type RowOfRecord } from './rows.ts';

function pointOf(row: RowOfRecord, axe: number): PointBiologie {
  const result = labResultOf(row);
  // Bounds are those of this laboratory for this result, brought to the curve's axis as the value was.
  const { bas, haut } = curvePlace(result, null, row.loinc);
  return {
    date: row.date,
    axe,
    bas,
    haut,
    comparator: row.comparator,
    valeur: shownValue(result),
    bornes: shownRange(result),
    anormal: isOutOfRange(result),
    interpretation: row.interpretation,
    laboratoire: row.laboratoire,
    documentId: row.documentId as DocumentId,
    rang: row.rang,
  };
}

/** Digits after the comma that a laboratory writes, for an analyte that the table does not know. */
const decimalsOf = (rows: readonly RowOfRecord[]): number =>
  Math.min(3, Math.max(0, ...rows.map(({ value }) => (String(value ?? '').split('.')[1] ?? '').length)));

function curveOf(rows: readonly RowOfRecord[]): CourbeBiologie | null {
  const standing = rows.filter(({ remplace }) => remplace === 0);
  const drawn = standing.flatMap((row) => (row.axe === null ? [] : [pointOf(row, row.axe)]));
  const last = standing.at(-1);
  if (last === undefined || drawn.length === 0) return null;
  const analyte = last.analyte.includes('|') ? null : analyteByLoinc(last.analyte);
  return {
    analyte: last.analyte,
    ...titleOf(last),
    loinc: analyte?.loinc ?? last.loinc,
    unite: analyte?.axisUnit ?? last.unit ?? '',
    decimales: analyte?.decimals ?? decimalsOf(standing),
    points: drawn,
    horsCourbe: standing.length - drawn.length,
  };
}

/** [58]–[62] The curves of a record, results of every laboratory merged by analyte, by chapter then name. */
export const readCurves = defineQuery({
  name: 'biologie.courbes',
  run: async (db, input: { patientId: PatientId }): Promise<CourbeBiologie[]> => {
    const rows = await resultsOfPatient(db, await patientKeyOf(db, input.patientId));
    const byAnalyte = new Map<string, RowOfRecord[]>();
    for (const row of rows) {
      const known = byAnalyte.get(row.analyte);
      if (known === undefined) byAnalyte.set(row.analyte, [row]);
      else known.push(row);
    }
    const curves = [...byAnalyte.values()].flatMap((each) => curveOf(each) ?? []);
    const french = new Intl.Collator('fr');
    return curves.sort((a, b) => french.compare(a.chapitre, b.chapitre) || french.compare(a.libelle, b.libelle));
  },
});
