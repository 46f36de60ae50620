/** CDA R2 received: its results and its display. */
export { readCda } from './read-cda.ts';
