/** Administrative data beside identity [33]: contacts, coverage, ALD, médecin traitant, people around the patient. */
import { writeSection } from './commands.ts';
import { readAdministrative, readSurroundings } from './repository.ts';

export { administratifHandlers } from './handlers.ts';
export { readSurroundings, treatingName } from './repository.ts';

export const ADMINISTRATIF_ENTRIES = [readAdministrative, readSurroundings, writeSection] as const;
