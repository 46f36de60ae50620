import { sql } from 'kysely';
import type { PatientRow, ReadableRecord } from '../../record/index.ts';

/** What matching reads of a patient. */
export type Person = Pick<
  PatientRow,
  | 'key'
  | 'id'
  | 'nomNaissance'
  | 'nomUtilise'
  | 'premierPrenom'
  | 'prenomUtilise'
  | 'prenomsJson'
  | 'dateNaissance'
  | 'sexe'
  | 'lieuNaissanceInsee'
  | 'insMatricule'
  | 'insOid'
  | 'statutIdentite'
>;

export const PERSON_COLUMNS = [
  'key',
  'id',
  'nomNaissance',
  'nomUtilise',
  'premierPrenom',
  'prenomUtilise',
  'prenomsJson',
  'dateNaissance',
  'sexe',
  'lieuNaissanceInsee',
  'insMatricule',
  'insOid',
  'statutIdentite',
] as const;

type Reader = Pick<ReadableRecord, 'selectFrom' | 'getExecutor'>;

/** Every patient who bears a matricule, under any OID: index patients_ins. */
export function personsByIns(db: Reader, matricule: string): Promise<Person[]> {
  return db
    .selectFrom('patients')
    .select([...PERSON_COLUMNS])
    .where('insMatricule', '=', matricule)
    .execute();
}

/** Everybody born on one of these days (a few people in a practice): index patients_naissance. */
export async function personsBornOn(db: Reader, dates: readonly string[]): Promise<Person[]> {
  const found: Person[] = [];
  for (const date of dates)
    found.push(
      ...(await db
        .selectFrom('patients')
        .select([...PERSON_COLUMNS])
        .where('dateNaissance', '=', date)
        .execute()),
    );
  return found;
}

/** Enough for a human to compare; a name borne by more people than this proposes nobody in particular. */
const MOST = 20;
const columns = sql.join(PERSON_COLUMNS.map((column) => sql.ref(`p.${column}`)));

/** People who have this name and first name whatever their birth date: the words a patient is searched by, each whole. */
export async function personsNamed(db: Reader, name: string, firstName: string): Promise<Person[]> {
  const [longest] = name.split(' ').sort((a, b) => b.length - a.length);
  const [first] = firstName.split(' ');
  if (longest === undefined || longest === '' || first === undefined || first === '') return [];
  const found = await sql<Person>`
    SELECT ${columns}
    FROM patient_words n CROSS JOIN patients p ON p.key = n.patientKey
    WHERE n.kind = 0 AND n.word = ${longest}
      AND EXISTS (SELECT 1 FROM patient_words f WHERE f.kind = 1 AND f.word = ${first} AND f.patientKey = n.patientKey)
    ORDER BY n.patientKey LIMIT ${MOST}`.execute(db as ReadableRecord);
  return found.rows;
}

export async function personById(db: Reader, patientId: string): Promise<Person | null> {
  const row = await db
    .selectFrom('patients')
    .select([...PERSON_COLUMNS])
    .where('id', '=', patientId)
    .executeTakeFirst();
  return row ?? null;
}
