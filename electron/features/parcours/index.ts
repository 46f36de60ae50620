/** Public face of the care pathway: timeline, protocols, information cards. */
import { listCards } from './cards.repository.ts';
import { follow, saveCard, saveProtocol, switchProtocol, unfollow } from './commands.ts';
import { readTimeline } from './parcours.repository.ts';
import { listProtocols, tryProtocol } from './protocols.repository.ts';

export { parcoursHandlers } from './handlers.ts';

export const PARCOURS_ENTRIES = [
  readTimeline,
  follow,
  unfollow,
  listProtocols,
  tryProtocol,
  saveProtocol,
  switchProtocol,
  listCards,
  saveCard,
] as const;
