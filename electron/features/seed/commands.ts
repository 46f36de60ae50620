import { sql, type RawBuilder } from 'kysely';
import { civilDateOf } from '../../../shared/domain/civil-date.ts';
import { defineCommand, type WritableRecord } from '../../record/index.ts';
import { insertPatientRow } from '../patients/index.ts';
import { inventedPatient } from './people.ts';
import { randomFrom } from './random.ts';
import {
  addRecord,
  inOrderOfTime,
  type Row,
  type SeedActor,
  type SeedContent,
  type SeededRows,
} from './record-rows.ts';
import { HEAVIEST, VOLUMES, type SeedSize } from './volumes.ts';

/** Sizes of the contents that documents share, in bytes: letters, reports, a few scans. */
const CONTENT_SIZES = [
  6_000, 9_000, 12_000, 14_000, 18_000, 22_000, 28_000, 35_000, 48_000, 60_000, 90_000, 140_000, 220_000, 400_000,
];

/** Stores the contents that the documents of the seed share. */
export const seedContents = defineCommand({
  name: 'seed.contenus',
  run: (_db, input: { seed: number }, context): Promise<SeedContent[]> =>
    Promise.resolve(
      CONTENT_SIZES.map((size, rank) => {
        const random = randomFrom('content', input.seed, rank);
        const bytes = Buffer.from(
          `%PDF-1.4\n% document d'essai ${input.seed}/${rank}\n`.padEnd(size, String(random.next())),
          'latin1',
        );
        const stored = context.documents.put(bytes);
        return { hash: Buffer.from(stored.hash).toString('hex'), taille: stored.taille };
      }),
    ),
  audit: (input, output) => ({
    action: 'seed.contenus',
    patientId: null,
    detail: { seed: input.seed, nombre: output.length },
  }),
});

/** One statement for a whole list of rows: the values go through JSON, which SQLite unpacks. */
async function bulk(
  db: WritableRecord,
  insert: RawBuilder<unknown>,
  select: string,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`${insert} SELECT ${sql.raw(select)} FROM json_each(${JSON.stringify(rows)})`.execute(db);
}

const columns = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, index) => `value->>${index + from}`).join(', ');

async function write(db: WritableRecord, rows: SeededRows): Promise<void> {
  await bulk(
    db,
    sql`INSERT INTO notes (id, patientId, auteur, auteurNom, commenceeLe, signeeLe, modifieeLe, version, motif, texte, poids, taille, systolique, diastolique)`,
    `${columns(5)}, value->>4, value->>4, 1, ${columns(6, 5)}`,
    rows.notes,
  );
  await bulk(
    db,
    sql`INSERT INTO note_versions (noteId, version, le, auteur, auteurNom, contenuJson)`,
    `value->>0, 1, ${columns(4, 1)}`,
    rows.noteVersions,
  );
  await bulk(
    db,
    sql`INSERT INTO elements (id, version, patientId, section, statut, valeurJson, auteur, auteurNom, modifieLe)`,
    `value->>0, 1, ${columns(7, 1)}`,
    rows.elements,
  );
  await bulk(
    db,
    sql`INSERT INTO element_versions (elementId, version, action, patientId, section, statut, valeurJson, le, auteur, auteurNom, operationId)`,
    `value->>0, 1, 'ajout', ${columns(8, 1)}`,
    rows.elementVersions,
  );
  await bulk(
    db,
    sql`INSERT INTO documents (id, patientId, date, typeCode, type, titre, auteur, auteurNom, origine, bytesHash, taille, etablissement, mediaType, versionNumber, masquePs, invisiblePatient, statut, creeLe)`,
    `${columns(9)}, unhex(value->>9), value->>10, 'Établissement d’essai', 'application/pdf', 1, 0, 0, 'actif', value->>2`,
    rows.documents,
  );
  // The contents that documents of the seed share are noise: there is no text in them to search.
  await sql`UPDATE document_readings SET etat = 'sans-texte' WHERE etat = 'a-lire'`.execute(db);
  await bulk(
    db,
    sql`INSERT INTO document_provenances (documentId, rang, source, detailJson, le)`,
    `value->>0, 1, value->>1, '{}', value->>2`,
    rows.provenances,
  );
}

export interface SeedChunk {
  readonly size: SeedSize;
  readonly seed: number;
  /** Ranks of the patients to make, from `from` to before `to`; rank 0 has the heaviest record. */
  readonly from: number;
  readonly to: number;
  readonly doctors: readonly SeedActor[];
  readonly contents: readonly SeedContent[];
  /** Day the ten years end on. */
  readonly today: string;
}

/** The share of `total` of one patient among many: some have little, some four times the mean. */
const share = (next: number, mean: number): number => Math.round(mean * 4 * next ** 3);

async function appointments(db: WritableRecord, input: SeedChunk, patients: readonly string[]): Promise<void> {
  const random = randomFrom('agenda', input.seed, input.from);
  const rows: Row[] = [];
  const start = Date.parse(`${input.today}T12:00:00.000Z`);
  for (const doctor of input.doctors) {
    for (let day = -20; day <= 20; day += 1) {
      const date = civilDateOf(new Date(start + day * 86_400_000));
      for (let slot = 0; slot < 30; slot += 1) {
        const heure = `${String(8 + Math.floor(slot / 4)).padStart(2, '0')}:${String((slot % 4) * 15).padStart(2, '0')}`;
        rows.push([
          random.uuid(day + 20),
          doctor.idNat,
          date,
          heure,
          random.pick(patients),
          'Consultation',
          input.today,
        ]);
      }
    }
  }
  await bulk(
    db,
    sql`INSERT OR IGNORE INTO appointments (id, medecin, date, heure, patientId, motif, statut, version, creeLe, modifieLe)`,
    `${columns(6)}, 'prevu', 1, value->>6, value->>6`,
    rows,
  );
}

/** Makes some of the patients of a seeded base, with their records. The same input makes the same rows. */
export const seedPatients = defineCommand({
  name: 'seed.patients',
  run: async (db, input: SeedChunk, context): Promise<{ patients: number }> => {
    const volumes = VOLUMES[input.size];
    const today = Date.parse(`${input.today}T00:00:00.000Z`);
    const labels = await db
      .selectFrom('cim10')
      .select(['code', 'libelle', 'edition'])
      .orderBy('key')
      .limit(400)
      .execute();
    const rows: SeededRows = {
      notes: [],
      noteVersions: [],
      elements: [],
      elementVersions: [],
      documents: [],
      provenances: [],
    };
    const made: string[] = [];
    for (let rank = input.from; rank < input.to; rank += 1) {
      const random = randomFrom('patient', input.seed, input.size, rank);
      const doctor = input.doctors[rank % input.doctors.length];
      if (doctor === undefined) throw new Error('a practice has a doctor');
      const invented = inventedPatient(random, rank, doctor.idNat);
      const fields = rank === 0 ? { ...invented, nomNaissance: 'EXTREME', informationImportante: null } : invented;
      const patientId = random.uuid(rank);
      made.push(patientId);
      await insertPatientRow(db, context, patientId, fields);
      const weight = random.next();
      const shape =
        rank === 0
          ? HEAVIEST
          : {
              notes: share(weight, volumes.notes / volumes.patients),
              elements: share(weight, volumes.elements / volumes.patients),
              documents: share(weight, volumes.documents / volumes.patients),
            };
      addRecord(rows, random, { patientId, rank, ...shape }, doctor, today, input.contents, labels);
    }
    inOrderOfTime(rows);
    await write(db, rows);
    if (input.from === 0) await appointments(db, input, made);
    return { patients: made.length };
  },
  audit: (input, output) => ({
    action: 'seed.patients',
    patientId: null,
    detail: { taille: input.size, seed: input.seed, de: input.from, nombre: output.patients },
  }),
});
