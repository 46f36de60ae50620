import type { PatientFields } from '../../../shared/domain/patient.ts';
import type { CommandContext, PatientRow, WritableRecord } from '../../record/index.ts';
import { columnsOf } from './patient-row.ts';

/** Keeps one version of the sheet, whole. */
export async function keepHistory(
  db: WritableRecord,
  patientId: string,
  version: number,
  fields: PatientFields,
  context: CommandContext,
): Promise<void> {
  await db
    .insertInto('patient_history')
    .values({
      patientId,
      version,
      le: context.now,
      auteur: context.actor.idNat,
      auteurNom: context.actor.nom,
      fieldsJson: JSON.stringify(fields),
    })
    .execute();
}

/** Writes the next version of a sheet, its rules already checked; returns it. */
export async function writeFields(
  db: WritableRecord,
  row: PatientRow,
  fields: PatientFields,
  context: CommandContext,
): Promise<number> {
  const version = row.version + 1;
  await db
    .updateTable('patients')
    .set({ ...columnsOf(fields), version, modifieLe: context.now })
    .where('key', '=', row.key)
    .execute();
  await keepHistory(db, row.id, version, fields, context);
  return version;
}
