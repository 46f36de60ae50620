import type { Instant } from '../../shared/domain/civil-date.ts';
import type { PatientId } from '../../shared/ids.ts';
import {
  addAppointment,
  cancelAppointment,
  moveAppointment,
  readDay,
  restoreAppointment,
} from '../features/agenda/index.ts';
import { searchCim10 } from '../features/cim10/index.ts';
import { listDocuments, readDocumentContent } from '../features/documents/index.ts';
import {
  addElement,
  amendElement,
  amendNote,
  closeDossier,
  listMeasures,
  listNotes,
  listNoteVersions,
  openDossier,
  readHistory,
  removeElement,
  saveDraft,
  setRiskFactors,
  setSectionState,
  setSectionText,
  signNote,
  startNote,
  undoOperation,
} from '../features/dossier/index.ts';
import { createPatient, findHomonyms, readPatient, searchPatients, updatePatient } from '../features/patients/index.ts';
import { readReceivedText } from '../features/reception/index.ts';
import type { HandlersFor, RecordAccess } from '../features/session/index.ts';
import { noteInJournal } from '../record/index.ts';

type RecordMethod =
  | `patients.${'chercher' | 'lire' | 'creer' | 'homonymes' | 'modifier'}`
  | `agenda.${'jour' | 'ajouter' | 'deplacer' | 'annuler' | 'retablir'}`
  | `dossier.${'ouvrir' | 'relire' | 'fermer' | 'ajouterElement' | 'modifierElement' | 'retirerElement' | 'etatSection' | 'texteSection' | 'facteurs' | 'annulerOperation' | 'historique'}`
  | `notes.${'commencer' | 'enregistrerBrouillon' | 'signer' | 'amender' | 'versions' | 'mesures' | 'lister'}`
  | `documents.${'lister' | 'contenu'}`
  | 'cim10.chercher';

export interface RecordHandlersOptions {
  readonly access: RecordAccess;
  /** Since when each record is open in this session: what was made since then is proposed when it is closed. */
  readonly opened: () => Map<PatientId, Instant>;
  readonly now: () => Instant;
  readonly changed: (topic: 'agenda.change' | 'patients.change' | 'dossier.change', patientId?: PatientId) => void;
}

/** Methods that are one command or one query of the record, with nothing of the outside. */
export function recordHandlers(options: RecordHandlersOptions): HandlersFor<RecordMethod> {
  const { access, opened, now, changed } = options;
  const told = async <T>(work: Promise<T>, topic: Parameters<typeof changed>[0], patientId?: PatientId): Promise<T> => {
    const value = await work;
    changed(topic, patientId);
    return value;
  };
  const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
    await told(work, 'agenda.change');
    return {};
  };
  return {
    'patients.chercher': (input) => access.query(searchPatients, input),
    'patients.lire': (input) => access.query(readPatient, input),
    'patients.homonymes': (input) => access.query(findHomonyms, input),
    'patients.creer': (input) => told(access.execute(createPatient, input), 'patients.change'),
    'patients.modifier': (input) => told(access.execute(updatePatient, input), 'patients.change', input.patientId),
    'agenda.jour': (input) => access.query(readDay, input),
    'agenda.ajouter': (input) => told(access.execute(addAppointment, input), 'agenda.change'),
    'agenda.deplacer': (input) => done(access.execute(moveAppointment, input)),
    'agenda.annuler': (input) => done(access.execute(cancelAppointment, input)),
    'agenda.retablir': (input) => done(access.execute(restoreAppointment, input)),
    'dossier.ouvrir': async (input) => {
      const view = await access.query(openDossier, input);
      if (!opened().has(input.patientId)) {
        opened().set(input.patientId, now());
        await access.execute(noteInJournal, { action: 'dossier.ouvrir', patientId: input.patientId, detail: {} });
      }
      return view;
    },
    'dossier.relire': (input) => access.query(openDossier, input),
    'dossier.fermer': async (input) => {
      await access.execute(closeDossier, input);
      opened().delete(input.patientId);
      return {};
    },
    'dossier.ajouterElement': (input) => access.execute(addElement, input),
    'dossier.modifierElement': (input) => access.execute(amendElement, input),
    'dossier.retirerElement': (input) => access.execute(removeElement, input),
    'dossier.etatSection': (input) => access.execute(setSectionState, input),
    'dossier.texteSection': (input) => access.execute(setSectionText, input),
    'dossier.facteurs': (input) => access.execute(setRiskFactors, input),
    'dossier.annulerOperation': (input) => access.execute(undoOperation, input),
    'dossier.historique': (input) => access.query(readHistory, input),
    'notes.commencer': (input) => access.execute(startNote, input),
    'notes.enregistrerBrouillon': (input) => access.execute(saveDraft, input),
    'notes.signer': (input) => told(access.execute(signNote, input), 'dossier.change', input.patientId),
    'notes.amender': (input) => told(access.execute(amendNote, input), 'dossier.change', input.patientId),
    'notes.versions': (input) => access.query(listNoteVersions, input),
    'notes.mesures': (input) => access.query(listMeasures, input),
    'notes.lister': (input) => access.query(listNotes, input),
    'cim10.chercher': (input) => access.query(searchCim10, input),
    'documents.lister': (input) => access.query(listDocuments, input),
    'documents.contenu': async (input) => {
      const { bytes, mediaType, nomFichier } = await access.query(readDocumentContent, input);
      // A text file of a laboratory declares no charset: the screen reads it as it was decoded, the file itself stays as it came.
      const texte = mediaType === 'text/plain' ? await access.query(readReceivedText, input) : null;
      return { base64: Buffer.from(texte ?? bytes).toString('base64'), mediaType, nomFichier };
    },
  };
}
