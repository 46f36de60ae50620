import type { Output } from '../../../shared/contract/index.ts';
import type { DocumentId, PatientId } from '../../../shared/ids.ts';
import { defineQuery } from '../../record/index.ts';
import { shownValue } from '../reception/index.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { Instant } from '../../../shared/domain/civil-date.ts';
import { cellOf, patientKeyOf, resultsBefore, resultsOfPatient, titleOf, type RowOfRecord } from './rows.ts';

interface Page {
  readonly patientId: PatientId;
  /** Last date already shown; null for the first page. */
  readonly avant: string | null;
  readonly colonnes: number;
}

/** Dates across, latest first; every report of a page's last date is on that page, so that no column is skipped. */
export const readTable = defineQuery({
  name: 'biologie.tableau',
  run: async (db, input: Page): Promise<Output<'biologie.tableau'>> => {
    // What was replaced is read in its own report: beside what replaces it, one value would look like two [182].
    const rows = (await resultsOfPatient(db, await patientKeyOf(db, input.patientId))).filter(
      ({ remplace }) => remplace === 0,
    );
    const columns = new Map<string, RowOfRecord>();
    for (const row of rows) columns.set(`${row.date} ${String(row.documentKey).padStart(12, '0')}`, row);
    const all = [...columns].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, row]) => row);
    const left = input.avant === null ? all : all.filter(({ date }) => date < (input.avant ?? ''));
    const shown = left.slice(0, input.colonnes);
    const lastDate = shown.at(-1)?.date;
    for (const row of left.slice(shown.length)) if (row.date === lastDate) shown.push(row);
    const wanted = new Set(shown.map(({ date, documentId }) => `${date} ${documentId}`));
    const lines = new Map<string, Output<'biologie.tableau'>['lignes'][number]>();
    for (const row of rows) {
      if (!wanted.has(`${row.date} ${row.documentId}`)) continue;
      const line = lines.get(row.analyte) ?? { analyte: row.analyte, ...titleOf(row), cellules: [] };
      line.cellules.push(cellOf(row));
      lines.set(row.analyte, line);
    }
    const french = new Intl.Collator('fr');
    return {
      dates: shown.map(({ date, documentId, laboratoire }) => ({
        date,
        documentId: documentId as DocumentId,
        laboratoire,
      })),
      lignes: [...lines.values()].sort(
        (a, b) => french.compare(a.chapitre, b.chapitre) || french.compare(a.libelle, b.libelle),
      ),
      suite: shown.length < left.length,
    };
  },
});

const PREVIOUS = 2;

/** One report's results in the laboratory's order, with what the same analytes were before. Throws HygieError NOT_FOUND. */
export const readReport = defineQuery({
  name: 'biologie.rapport',
  run: async (db, input: { patientId: PatientId; documentId: DocumentId }): Promise<Output<'biologie.rapport'>> => {
    const document = await db.selectFrom('documents').selectAll().where('id', '=', input.documentId).executeTakeFirst();
    if (document === undefined || document.patientId !== input.patientId) throw new HygieError('NOT_FOUND');
    const results = await db
      .selectFrom('results')
      .selectAll()
      .where('documentKey', '=', document.key)
      .orderBy('rang')
      .execute();
    const changes = new Map(
      (
        await db
          .selectFrom('result_changes')
          .select(['label', 'ancien', 'nouveau'])
          .where('documentId', '=', document.id)
          .execute()
      ).map(({ label, ...change }) => [label, change]),
    );
    const about = { documentId: document.id, laboratoire: document.etablissement, mediaType: document.mediaType };
    const resultats: Output<'biologie.rapport'>['resultats'] = [];
    for (const row of results) {
      const before = await resultsBefore(db, row.patientKey, row.analyte, row.date, PREVIOUS);
      resultats.push({
        ...cellOf({ ...row, ...about }),
        precedents: before.map((each) => ({
          date: each.date,
          valeur: shownValue(each),
          documentId: each.documentId as DocumentId,
        })),
        changement: changes.get(row.label) ?? null,
      });
    }
    return { resultats, statut: document.resultat, vuLe: document.vuLe as Instant | null, vuNom: document.vuNom };
  },
});
