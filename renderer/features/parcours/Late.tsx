import { Box, Button } from '@mui/material';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import type { PlannedGestures } from './PlannedActions.tsx';
import { gapText, texts } from './texts.ts';

/** What is late now, one button from its prescription, or from noting it as done. Of the doses of one vaccine, the first that is late. */
export function Late({
  events,
  gestures,
}: {
  readonly events: readonly EvenementProtocole[];
  readonly gestures: PlannedGestures;
}) {
  const late = new Map<string, EvenementProtocole>();
  for (const event of events) {
    const key = `${event.protocole} ${event.evenement}`;
    if (event.etat === 'en-retard' && !late.has(key)) late.set(key, event);
  }
  if (late.size === 0) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {[...late].map(([key, event]) => (
        <Button
          key={key}
          variant="outlined"
          onClick={() => (event.demande === null ? gestures.onNote(event) : gestures.onOrder(event))}
        >
          ! {event.titre} ({gapText(event)}) : {(event.demande === null ? texts.noter : texts.prescrire).toLowerCase()}
        </Button>
      ))}
    </Box>
  );
}
