import { sql, type SqlBool } from 'kysely';
import type { Patient, PatientSummary } from '../../../shared/domain/patient.ts';
import { comparableName } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineQuery, type PatientRow, type ReadableRecord } from '../../record/index.ts';
import { patientOf, SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './patient-row.ts';
import { readSearch, type PatientSearch } from './search-text.ts';

/** Throws HygieError NOT_FOUND. */
export async function patientRow(db: Pick<ReadableRecord, 'selectFrom'>, patientId: string): Promise<PatientRow> {
  const row = await db.selectFrom('patients').selectAll().where('id', '=', patientId).executeTakeFirst();
  if (row === undefined) throw new HygieError('NOT_FOUND');
  return row;
}

export async function patientById(db: Pick<ReadableRecord, 'selectFrom'>, patientId: string): Promise<Patient> {
  return patientOf(await patientRow(db, patientId));
}

const homonyme =
  sql<number>`EXISTS (SELECT 1 FROM patients h WHERE h.cleHomonyme = p.cleHomonyme AND h.key <> p.key)`.as('homonyme');

/** Comparable names are A–Z, 0–9: « ~ » comes after all of them. */
const endOf = (prefix: string) => `${prefix}~`;

function filters(search: PatientSearch) {
  const conditions = [sql<SqlBool>`1 = 1`];
  if (search.birth !== null) conditions.push(sql`p.dateNaissance BETWEEN ${search.birth.from} AND ${search.birth.to}`);
  if (search.ins !== null)
    conditions.push(sql`p.insMatricule >= ${search.ins} AND p.insMatricule < ${endOf(search.ins)}`);
  return sql.join(conditions, sql` AND `);
}

const columns = sql.join(SUMMARY_COLUMNS.map((column) => sql.ref(column)));
/** Enough for the names to be sorted among themselves, few enough that a large practice costs no more than a small one. */
const CANDIDATES = 100;

/** What sorts the found patients; what is shown of them is read for those alone. */
interface Candidate {
  readonly key: number;
  readonly tri: string;
}

/** Patients who have a word of this kind that starts with `driver`, and every other word. Exported for the test of its plan. */
export function byWord(kind: number, driver: string, others: readonly string[], search: PatientSearch) {
  const rest = others.map(
    (word) =>
      sql`AND EXISTS (SELECT 1 FROM patient_words o WHERE o.patientKey = w.patientKey AND o.word >= ${word} AND o.word < ${endOf(word)})`,
  );
  return sql<Candidate>`
    SELECT p.key, p.tri
    FROM patient_words w CROSS JOIN patients p ON p.key = w.patientKey
    WHERE w.kind = ${kind} AND w.word >= ${driver} AND w.word < ${endOf(driver)} ${sql.join(rest, sql` `)} AND ${filters(search)}
    ORDER BY w.word LIMIT ${CANDIDATES}`;
}

async function search(db: ReadableRecord, wanted: PatientSearch): Promise<readonly Candidate[]> {
  const [driver, ...others] = [...wanted.words].sort((a, b) => b.length - a.length);
  if (driver === undefined) {
    if (wanted.birth === null && wanted.ins === null) return [];
    const found = await sql<Candidate>`
      SELECT p.key, p.tri FROM patients p WHERE ${filters(wanted)} ORDER BY p.tri LIMIT ${CANDIDATES}`.execute(db);
    return found.rows;
  }
  const byName = (await byWord(0, driver, others, wanted).execute(db)).rows;
  const byFirstName = byName.length < CANDIDATES ? (await byWord(1, driver, others, wanted).execute(db)).rows : [];
  const sorted = (rows: Candidate[]) => rows.sort((a, b) => (a.tri < b.tri ? -1 : a.tri > b.tri ? 1 : a.key - b.key));
  const unique = new Map([...sorted(byName), ...sorted(byFirstName)].map((row) => [row.key, row]));
  return [...unique.values()];
}

/** Patients found by what was typed; names before first names, then in alphabetical order. */
export const searchPatients = defineQuery({
  name: 'patients.chercher',
  run: async (db, input: { texte: string; limite: number }): Promise<PatientSummary[]> => {
    const keys = (await search(db, readSearch(input.texte))).slice(0, input.limite).map(({ key }) => key);
    if (keys.length === 0) return [];
    const { rows } = await sql<SummaryRow>`
      SELECT ${columns}, ${homonyme} FROM patients p WHERE p.key IN (${sql.join(keys)})`.execute(db);
    const found = new Map(rows.map((row) => [row.key, row]));
    return keys.flatMap((key) => found.get(key) ?? []).map(summaryOf);
  },
});

export const readPatient = defineQuery({
  name: 'patients.lire',
  run: (db, input: { patientId: PatientId }): Promise<Patient> => patientById(db, input.patientId),
});

/** Patients of the same birth name, first name and birth date, compared without accents, hyphens or case. */
export async function homonyms(
  db: ReadableRecord,
  traits: { nomNaissance: string; premierPrenom: string; dateNaissance: string },
  except: string | null = null,
): Promise<PatientSummary[]> {
  const key = `${comparableName(traits.nomNaissance)}|${comparableName(traits.premierPrenom)}`;
  const rows = await db
    .selectFrom('patients as p')
    .select([...SUMMARY_COLUMNS, homonyme])
    .where('p.cleHomonyme', '=', key)
    .where('p.dateNaissance', '=', traits.dateNaissance)
    .orderBy('p.key')
    .execute();
  return rows.filter((row) => row.id !== except).map(summaryOf);
}

export const findHomonyms = defineQuery({
  name: 'patients.homonymes',
  run: (db, input: { nomNaissance: string; premierPrenom: string; dateNaissance: string }) => homonyms(db, input),
});

/** The patient who bears an INS; null when there is none. */
export const findByIns = defineQuery({
  name: 'patients.parIns',
  run: async (db, input: { matricule: string }): Promise<Patient | null> => {
    const row = await db
      .selectFrom('patients')
      .selectAll()
      .where('insMatricule', '=', input.matricule)
      .executeTakeFirst();
    return row === undefined ? null : patientOf(row);
  },
});

/** Every patient by pages, in the order of names; `apres` is the last one of the previous page. */
export const listPatients = defineQuery({
  name: 'patients.lister',
  run: async (db, input: { apres: { tri: string; key: number } | null; limite: number }) => {
    let query = db.selectFrom('patients').selectAll();
    const after = input.apres;
    if (after !== null) query = query.where(sql<SqlBool>`(tri, key) > (${after.tri}, ${after.key})`);
    const rows = await query.orderBy('tri').orderBy('key').limit(input.limite).execute();
    const last = rows.at(-1);
    return { patients: rows.map(patientOf), suite: last === undefined ? null : { tri: last.tri, key: last.key } };
  },
});
