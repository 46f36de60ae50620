import { notePassage, retireSource, saveSource, setFolder } from './commands.ts';
import { knownSources, listSources } from './repository.ts';

/** What runs in the record's threads; apart from the index, so that no network library comes with it. */
export const SOURCES_ENTRIES = [saveSource, setFolder, notePassage, retireSource, listSources, knownSources] as const;
