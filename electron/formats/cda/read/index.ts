/** CDA R2 received: its results and its display. */
export { cdaView } from './cda-view.ts';
export { mediaOf, type Media } from './media.ts';
export { mediaCorps, textCorps } from './media-view.ts';
export { readCda } from './read-cda.ts';
export { rtfText } from './rtf-text.ts';
