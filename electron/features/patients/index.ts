/** Public face of the patients. */
import { createPatient, updatePatient } from './commands.ts';
import { liftOpposition, noteOpposition } from './oppositions.commands.ts';
import { findByIns, findHomonyms, listPatients, readPatient, searchPatients } from './repository.ts';

export { liftOpposition, noteOpposition, oppositionActs } from './oppositions.commands.ts';
export { writeFields } from './write-fields.ts';
export { createPatient, insertPatientRow, updatePatient } from './commands.ts';
export {
  findByIns,
  findHomonyms,
  listPatients,
  patientById,
  patientRow,
  readPatient,
  searchPatients,
} from './repository.ts';
export { patientFieldsOf, SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './patient-row.ts';

export const PATIENTS_ENTRIES = [
  searchPatients,
  readPatient,
  findHomonyms,
  findByIns,
  listPatients,
  createPatient,
  updatePatient,
  noteOpposition,
  liftOpposition,
] as const;
