import { element } from '../../xml/index.ts';
import type { Markup } from '../../xml/index.ts';
import { coded, id, status, templates, textReference } from '../markup.ts';
import type { Coded } from '../terminology.ts';

/** IHE PCC Simple Observation and its CI-SIS child: parents of every observation below. */
const SIMPLE = ['1.3.6.1.4.1.19376.1.5.3.1.4.13', '1.2.250.1.213.1.1.3.48'];

export interface SimpleObservation {
  /** Ends of the templateIds under FR-Simple-observation, such as `13` for FR-En-rapport-avec-ALD. */
  readonly kinds: readonly string[];
  readonly id: string;
  readonly code: Coded;
  /** Id of the piece of narrative that says the same. */
  readonly target: string;
  /** HL7 TS; null when nobody says it. */
  readonly at: string | null;
  readonly value: Markup;
}

/** FR-Simple-observation: one fact with a code, the words that say it, and its value. */
export function simpleObservation({ kinds, id: own, code, target, at, value }: SimpleObservation): Markup {
  return element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN' },
    templates(...SIMPLE, ...kinds.map((kind) => `1.2.250.1.213.1.1.3.48.${kind}`)),
    id(own),
    coded('code', code),
    textReference(target),
    status('completed'),
    element('effectiveTime', at === null ? { nullFlavor: 'NA' } : { value: at }),
    value,
  );
}

export const booleanValue = (value: boolean): Markup => element('value', { 'xsi:type': 'BL', value });
