/** Public face of the medical record: structured sections and consultation notes. */
import {
  addElement,
  amendElement,
  removeElement,
  setRiskFactors,
  setSectionState,
  setSectionText,
} from './medical.commands.ts';
import { awaitsImport, importMedical } from './import.commands.ts';
import { amendNote, closeDossier, saveDraft, signNote, startNote } from './notes.commands.ts';
import { listMeasures, listNotes, listNoteVersions } from './notes.repository.ts';
import { openDossier, readDossierMedical, readHistory } from './repository.ts';
import { prescriptionReviewed, setPrescriptionAside, takeTreatments } from './treatments.commands.ts';
import { undoOperation } from './undo.commands.ts';

export {
  addElement,
  amendElement,
  removeElement,
  setRiskFactors,
  setSectionState,
  setSectionText,
} from './medical.commands.ts';
export { awaitsImport, importMedical } from './import.commands.ts';
export { amendNote, closeDossier, saveDraft, signNote, startNote } from './notes.commands.ts';
export { listMeasures, listNotes, listNoteVersions } from './notes.repository.ts';
export { readMedical } from './medical.repository.ts';
export { openDossier, readDossierMedical, readHistory } from './repository.ts';
export {
  prescriptionReviewed,
  setPrescriptionAside,
  takeTreatments,
  type TreatmentChange,
} from './treatments.commands.ts';
export { undoOperation } from './undo.commands.ts';

export const DOSSIER_ENTRIES = [
  openDossier,
  readDossierMedical,
  readHistory,
  addElement,
  amendElement,
  removeElement,
  setSectionState,
  setSectionText,
  setRiskFactors,
  awaitsImport,
  importMedical,
  undoOperation,
  takeTreatments,
  setPrescriptionAside,
  prescriptionReviewed,
  startNote,
  saveDraft,
  signNote,
  amendNote,
  closeDossier,
  listNotes,
  listNoteVersions,
  listMeasures,
] as const;
