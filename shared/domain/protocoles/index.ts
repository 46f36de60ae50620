import { diabeteDemo } from './diabete-demo.ts';
import type { Protocole } from './protocole.ts';

export { addMonths, plannedEvents, Protocole, type EtatEvenement, type EvenementPrevu } from './protocole.ts';

/** Protocols shipped with Hygie; the practice imports its own beside them. */
export const PROTOCOLES_LIVRES: readonly Protocole[] = [diabeteDemo];
