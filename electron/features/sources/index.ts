/** Public face of the sources: watched folders and hospitals' SFTP servers. */
export { saveSource, setFolder } from './commands.ts';
export { sourcesHandlers } from './handlers.ts';
export { createSources, type Sources } from './sources.service.ts';
