import { sql } from 'kysely';
import { formatCivilDate, type CivilDate, type Instant } from '../../../shared/domain/civil-date.ts';
import {
  addMonths,
  plannedEvents,
  PROTOCOLES_LIVRES,
  type Protocole,
} from '../../../shared/domain/protocoles/index.ts';
import type { PatientSummary } from '../../../shared/domain/patient.ts';
import type { DocumentId } from '../../../shared/ids.ts';
import { defineQuery, type ReadableRecord } from '../../record/index.ts';
import { summaryOf, SUMMARY_COLUMNS } from '../patients/index.ts';

export interface KnownProtocol {
  readonly protocole: Protocole;
  readonly actif: boolean;
  readonly livre: boolean;
  readonly le: Instant | null;
}

/** Shipped protocols and the practice's own, latest version of each; a shipped one is off until the practice switches it on. */
export async function knownProtocols(db: Pick<ReadableRecord, 'selectFrom'>): Promise<KnownProtocol[]> {
  const rows = await db.selectFrom('protocols').selectAll().orderBy('id').orderBy('version', 'desc').execute();
  const latest = rows.filter((row, index) => row.id !== rows[index - 1]?.id);
  const known = new Map<string, KnownProtocol>(
    PROTOCOLES_LIVRES.map((protocole) => [protocole.id, { protocole, actif: false, livre: true, le: null }]),
  );
  for (const row of latest) {
    const kept = JSON.parse(row.contenuJson) as Protocole;
    const shipped = PROTOCOLES_LIVRES.find(({ id }) => id === row.id);
    known.set(row.id, {
      protocole: shipped ?? kept,
      actif: row.actif === 1,
      livre: shipped !== undefined,
      le: row.le as Instant,
    });
  }
  return [...known.values()];
}

export const sourceText = ({ source }: Protocole) =>
  `${source.titre}, ${source.date}${source.adresse === '' ? '' : `, ${source.adresse}`} (lu le ${formatCivilDate(source.lueLe)})`;

export interface DoneExamination {
  readonly day: string;
  readonly documentId: DocumentId;
}

/** Days on which an examination of this event was done, from the results of the record. */
export async function examinationsDone(
  db: Pick<ReadableRecord, 'selectFrom'>,
  patientId: string,
  protocole: Protocole,
): Promise<Map<string, DoneExamination[]>> {
  const codes = [...new Set(protocole.evenements.flatMap(({ loinc }) => loinc))];
  const found = new Map<string, DoneExamination[]>();
  if (codes.length === 0) return found;
  const rows = await db
    .selectFrom('results as r')
    .innerJoin('patients as p', 'p.key', 'r.patientKey')
    .innerJoin('documents as d', 'd.key', 'r.documentKey')
    .select(['r.analyte', 'r.date', 'd.id'])
    .where('p.id', '=', patientId)
    .where('r.analyte', 'in', codes)
    .where('r.remplace', '=', 0)
    .execute();
  for (const event of protocole.evenements) {
    const days = new Map<string, DoneExamination>();
    for (const row of rows) {
      const day = row.date.slice(0, 10);
      if (event.loinc.includes(row.analyte) && day.length === 10)
        days.set(day, { day, documentId: row.id as DocumentId });
    }
    found.set(event.id, [...days.values()]);
  }
  return found;
}

/** Months of planning shown after today. */
export const MONTHS_AHEAD = 12;

export async function followUp(
  db: Pick<ReadableRecord, 'selectFrom'>,
  patientId: string,
  protocole: Protocole,
  debut: string,
  today: string,
) {
  const done = await examinationsDone(db, patientId, protocole);
  const days = new Map([...done].map(([id, list]) => [id, list.map(({ day }) => day)]));
  return plannedEvents(protocole, debut, addMonths(today, MONTHS_AHEAD), today, days).map((event) => ({
    ...event,
    date: event.date as CivilDate,
    documentId: done.get(event.evenement)?.find(({ day }) => day === event.realiseLe)?.documentId ?? null,
  }));
}

export const listProtocols = defineQuery({
  name: 'protocoles.lister',
  run: async (db, _input: Record<string, never>) => {
    const followed = await db
      .selectFrom('patient_protocols')
      .select((select) => ['protocole', select.fn.countAll<number>().as('total')])
      .where('fin', 'is', null)
      .groupBy('protocole')
      .execute();
    return (await knownProtocols(db)).map((known) => ({
      ...known,
      suivis: followed.find(({ protocole }) => protocole === known.protocole.id)?.total ?? 0,
    }));
  },
});

const SHOWN = 8;

/** Who would be proposed this protocol, from the coded problems of the practice, and how many have an examination older than its period. */
export const tryProtocol = defineQuery({
  name: 'protocoles.essayer',
  run: async (db, input: { protocole: Protocole }, context) => {
    const { protocole } = input;
    const today = context.now.slice(0, 10);
    if (protocole.cim10.length === 0) return { concernes: 0, exemples: [] as PatientSummary[], enRetard: 0 };
    const starts = sql.join(
      protocole.cim10.map((code) => sql`json_extract(e.valeurJson, '$.code.code') LIKE ${`${code}%`}`),
      sql` OR `,
    );
    const { rows } = await sql<{ patientId: string }>`
      SELECT DISTINCT e.patientId FROM elements e
      WHERE e.statut = 'actif' AND e.section = 'pathologies' AND json_extract(e.valeurJson, '$.fin') IS NULL AND (${starts})`.execute(
      db as never,
    );
    let late = 0;
    for (const { patientId } of rows) {
      const done = await examinationsDone(db, patientId, protocole);
      const behind = protocole.evenements.some((event) => {
        const last = (done.get(event.id) ?? [])
          .map(({ day }) => day)
          .sort()
          .at(-1);
        return last === undefined || addMonths(last, event.tousLesMois) < today;
      });
      if (behind) late += 1;
    }
    const ids = rows.slice(0, SHOWN).map(({ patientId }) => patientId);
    const examples =
      ids.length === 0
        ? []
        : await db
            .selectFrom('patients as p')
            .select([...SUMMARY_COLUMNS, sql<number>`0`.as('homonyme')])
            .where('p.id', 'in', ids)
            .orderBy('p.tri')
            .execute();
    return { concernes: rows.length, exemples: examples.map(summaryOf), enRetard: late };
  },
});
