/** Public face of the sources: watched folders and hospitals' SFTP servers. */
import { notePassage, retireSource, saveSource, setFolder } from './commands.ts';
import { knownSources, listSources } from './repository.ts';

export { saveSource, setFolder } from './commands.ts';
export { sourcesHandlers } from './handlers.ts';
export { createSources, type Sources } from './sources.service.ts';

export const SOURCES_ENTRIES = [saveSource, setFolder, notePassage, retireSource, listSources, knownSources] as const;
