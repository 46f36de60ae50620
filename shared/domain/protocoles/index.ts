import { bpco } from './bpco.ts';
import { depistageCol, depistageColJeune } from './depistage-col-uterus.ts';
import { depistageColorectal } from './depistage-colorectal.ts';
import { depistageSein } from './depistage-sein.ts';
import { diabeteDemo } from './diabete-demo.ts';
import { diabeteType2 } from './diabete-type-2.ts';
import type { Protocole } from './protocole.ts';
import { rappelsAdulte } from './rappels-adulte.ts';
import { vaccinsEnfant } from './vaccins-enfant.ts';
import { vaccinsNourrisson } from './vaccins-nourrisson.ts';
import { vaccinsSenior } from './vaccins-senior.ts';

export { addMonths, plannedEvents, type EtatEvenement, type EvenementPrevu, type Fait } from './planned-events.ts';
export { ageText, hasAges, isFor, Protocole, rhythmText } from './protocole.ts';

/** Protocols shipped with Hygie; the practice imports its own beside them. */
export const PROTOCOLES_LIVRES: readonly Protocole[] = [
  diabeteDemo,
  diabeteType2,
  bpco,
  vaccinsNourrisson,
  vaccinsEnfant,
  rappelsAdulte,
  vaccinsSenior,
  depistageColorectal,
  depistageColJeune,
  depistageCol,
  depistageSein,
];
