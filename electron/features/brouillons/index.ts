import { forgetUnfinished, keepUnfinished, readUnfinished } from './commands.ts';

export { brouillonsHandlers } from './handlers.ts';

export const BROUILLONS_ENTRIES = [keepUnfinished, readUnfinished, forgetUnfinished] as const;
