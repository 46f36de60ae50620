/** Public face of the card: one reader, one login, signatures. */
export { createCardService, type CardHolder, type CardService, type LoginOutcome } from './card.service.ts';
export { forkCardProcess } from './fork-node.ts';
export type { CardChannel, FromProcess } from './protocol.ts';
