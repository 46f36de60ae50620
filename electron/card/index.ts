/** Public face of the card: one reader, one login, signatures. */
export { createCardService } from './card.service.ts';
export type { CardHolder, CardService, LoginOutcome } from './card.types.ts';
export { forkCardProcess } from './fork-node.ts';
export type { CardChannel, FromProcess } from './protocol.ts';
