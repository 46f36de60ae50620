import type { HandlersFor, RecordAccess } from '../session/index.ts';
import { forgetUnfinished, keepUnfinished, readUnfinished } from './commands.ts';

export function brouillonsHandlers(access: RecordAccess): HandlersFor<`brouillons.${'garder' | 'lire' | 'oublier'}`> {
  return {
    'brouillons.garder': (input) => access.execute(keepUnfinished, input),
    'brouillons.lire': () => access.query(readUnfinished, {}),
    'brouillons.oublier': (input) => access.execute(forgetUnfinished, input),
  };
}
