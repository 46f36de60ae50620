import type { PatientId } from '../../../shared/ids.ts';
import { liftOpposition, noteOpposition } from '../patients/index.ts';
import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { writeSection } from './commands.ts';
import { readAdministrative } from './repository.ts';

type Method = `administratif.${'lire' | 'modifier'}` | `patients.${'opposer' | 'leverOpposition'}`;

/** `changed`: the patient is read again wherever it shows. */
export function administratifHandlers(
  access: RecordAccess,
  changed: (patientId: PatientId) => void,
): HandlersFor<Method> {
  const told = async (patientId: PatientId, work: Promise<{ version: number }>): Promise<{ version: number }> => {
    const { version } = await work;
    changed(patientId);
    return { version };
  };
  return {
    'administratif.lire': (input) => access.query(readAdministrative, input),
    'administratif.modifier': (input) => told(input.patientId, access.execute(writeSection, input)),
    'patients.opposer': (input) => told(input.patientId, access.execute(noteOpposition, input)),
    'patients.leverOpposition': (input) => told(input.patientId, access.execute(liftOpposition, input)),
  };
}
