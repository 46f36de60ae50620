/** Public face of the settings of the practice. */
import { writeSecret, writeSettings } from './commands.ts';
import { readSecret, readSettings, secretOwners } from './repository.ts';

export { writeSecret, writeSettings } from './commands.ts';
export { readSecret, readSettings, secretOwners, setting, type Settings } from './repository.ts';

export const REGLAGES_ENTRIES = [readSettings, readSecret, secretOwners, writeSettings, writeSecret] as const;
