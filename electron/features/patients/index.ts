/** Public face of the patients. */
import { createPatient, updatePatient } from './commands.ts';
import { findByIns, findHomonyms, listPatients, readPatient, searchPatients } from './repository.ts';

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
export { SUMMARY_COLUMNS, summaryOf, type SummaryRow } from './patient-row.ts';

export const PATIENTS_ENTRIES = [
  searchPatients,
  readPatient,
  findHomonyms,
  findByIns,
  listPatients,
  createPatient,
  updatePatient,
] as const;
