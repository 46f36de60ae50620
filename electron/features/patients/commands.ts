import type { PatientFields } from '../../../shared/domain/patient.ts';
import { HygieError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { defineCommand, type CommandContext, type WritableRecord } from '../../record/index.ts';
import { changedFields, checkIdentity, checkStrictTraits } from './identity-rules.ts';
import { followOppositions } from './oppositions.commands.ts';
import { columnsOf, patientOf, searchWords } from './patient-row.ts';
import { homonyms, patientRow } from './repository.ts';
import { keepHistory, writeFields } from './write-fields.ts';

async function writeWords(db: WritableRecord, patientKey: number, fields: PatientFields): Promise<void> {
  await db.deleteFrom('patient_words').where('patientKey', '=', patientKey).execute();
  await db
    .insertInto('patient_words')
    .values(searchWords(fields).map((word) => ({ ...word, patientKey })))
    .execute();
}

/** An INS names one person: two records with the same one are one person twice. Throws HygieError HOMONYM. */
async function checkIns(db: WritableRecord, fields: PatientFields, except: string | null): Promise<void> {
  if (fields.ins === null) return;
  const bearer = await db
    .selectFrom('patients')
    .select('id')
    .where('insMatricule', '=', fields.ins.matricule)
    .executeTakeFirst();
  if (bearer !== undefined && bearer.id !== except)
    throw new HygieError('HOMONYM', 'Un autre dossier porte déjà cet INS.');
}

/** Writes a patient with its search words and its first version, without any check: for commands that made theirs, and the seed. */
export async function insertPatientRow(
  db: WritableRecord,
  context: CommandContext,
  patientId: string,
  fields: PatientFields,
): Promise<void> {
  const inserted = await db
    .insertInto('patients')
    .values({ ...columnsOf(fields), id: patientId, version: 1, creeLe: context.now, modifieLe: context.now })
    .returning('key')
    .executeTakeFirstOrThrow();
  await writeWords(db, inserted.key, fields);
  await keepHistory(db, patientId, 1, fields, context);
  await followOppositions(db, patientId, null, fields, context);
}

interface Creation {
  readonly fields: PatientFields;
  /** The doctor compared the identities and this is another person. */
  readonly confirmeHomonyme: boolean;
}

/** Throws HygieError HOMONYM (same traits, not confirmed; or an INS already borne), INVALID_INPUT. */
export const createPatient = defineCommand({
  name: 'patients.creer',
  run: async (db, input: Creation, context): Promise<{ patientId: PatientId }> => {
    const { fields } = input;
    checkIdentity(fields);
    await checkIns(db, fields, null);
    if (!input.confirmeHomonyme && (await homonyms(db, fields)).length > 0) throw new HygieError('HOMONYM');
    const patientId = context.newId();
    await insertPatientRow(db, context, patientId, fields);
    return { patientId: patientId as PatientId };
  },
  audit: (input, output) => ({
    action: 'patients.creer',
    patientId: output.patientId,
    detail: { statutIdentite: input.fields.statutIdentite, homonymeConfirme: input.confirmeHomonyme },
  }),
});

interface Change extends Creation {
  readonly patientId: PatientId;
  /** The version that was read. */
  readonly version: number;
}

/** Throws HygieError NOT_FOUND, VERSION_CONFLICT, STRICT_TRAITS_LOCKED, HOMONYM, INVALID_INPUT. */
export const updatePatient = defineCommand({
  name: 'patients.modifier',
  run: async (db, input: Change, context): Promise<{ version: number; champs: string[] }> => {
    const row = await patientRow(db, input.patientId);
    if (row.version !== input.version) throw new HygieError('VERSION_CONFLICT');
    const { fields } = input;
    const before = patientOf(row);
    const champs = changedFields(before, fields);
    if (champs.length === 0) return { version: row.version, champs };
    checkIdentity(fields);
    checkStrictTraits(before, fields);
    await checkIns(db, fields, input.patientId);
    const traits = ['nomNaissance', 'premierPrenom', 'dateNaissance'].some((name) => champs.includes(name));
    if (traits && !input.confirmeHomonyme && (await homonyms(db, fields, input.patientId)).length > 0)
      throw new HygieError('HOMONYM');
    const version = await writeFields(db, row, fields, context);
    await writeWords(db, row.key, fields);
    await followOppositions(db, input.patientId, before, fields, context);
    return { version, champs };
  },
  audit: (input, output) => ({
    action: 'patients.modifier',
    patientId: input.patientId,
    detail: { version: output.version, champs: output.champs.join(', '), statutIdentite: input.fields.statutIdentite },
  }),
});
