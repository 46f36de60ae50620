/** Public face of the care pathway: timeline, protocols, information cards. */
import { noteDone, takeBackDone } from './acts.commands.ts';
import { listCards } from './cards.repository.ts';
import { follow, saveCard, saveProtocol, switchProtocol, unfollow } from './commands.ts';
import { readTimeline } from './parcours.repository.ts';
import { listProtocols } from './protocols.repository.ts';
import { tryProtocol } from './try-protocol.repository.ts';

export { parcoursHandlers } from './handlers.ts';

export const PARCOURS_ENTRIES = [
  readTimeline,
  follow,
  unfollow,
  noteDone,
  takeBackDone,
  listProtocols,
  tryProtocol,
  saveProtocol,
  switchProtocol,
  listCards,
  saveCard,
] as const;
