/** The espace de confiance MSSanté: its white list, and the servers that a domain names. */
export { espaceHandlers } from './handlers.ts';
export { createWhiteList, LARGEST_LIST, type WhiteListService } from './white-list.service.ts';
export type { ReadWhiteList } from './white-list.task.ts';
