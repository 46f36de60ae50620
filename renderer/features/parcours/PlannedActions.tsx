import { Button } from '@mui/material';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { addDays, today } from '../../lib/dates.ts';
import { texts } from './texts.ts';

/** What can be done of a planned event; null when nothing is to be offered here. */
export interface PlannedGestures {
  readonly onOrder: (event: EvenementProtocole) => void;
  readonly onNote: (event: EvenementProtocole) => void;
  readonly onTakeBack: (event: EvenementProtocole) => void;
}

/** The gestures of one planned event: order it, note it as done, take back what was noted. */
export function PlannedActions({
  event,
  gestures,
}: {
  readonly event: EvenementProtocole;
  readonly gestures: PlannedGestures;
}) {
  // An examination that is ordered is noted when its time is near; a vaccine may be given long before its age.
  const notable = event.realiseLe === null && (event.demande === null || event.date <= addDays(today(), 31));
  const late = event.etat === 'manquant' || event.etat === 'en-retard';
  return (
    <>
      {late && event.demande !== null ? (
        <Button aria-label={`${texts.prescrire} : ${event.titre}`} onClick={() => gestures.onOrder(event)}>
          {texts.prescrire}
        </Button>
      ) : null}
      {notable ? (
        <Button aria-label={`${texts.noter} ${event.titre}`} onClick={() => gestures.onNote(event)}>
          {texts.noter}
        </Button>
      ) : null}
      {event.acte === null ? null : (
        <Button aria-label={`${texts.annulerActe} ${event.titre}`} onClick={() => gestures.onTakeBack(event)}>
          {texts.annulerActe}
        </Button>
      )}
    </>
  );
}
