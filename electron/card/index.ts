/** Public face of the card: one reader, one login, signatures. */
export {
  createCardService,
  type CardHolder,
  type CardService,
  type LoginOutcome,
  type Signer,
} from './card.service.ts';
export type { CardTrust } from './acceptance.ts';
export { forkCardProcess } from './fork-node.ts';
export type { CardChannel, FromProcess, ToProcess } from './protocol.ts';
