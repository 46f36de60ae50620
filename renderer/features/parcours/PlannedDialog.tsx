import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId } from 'react';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import { PlannedActions, type PlannedGestures } from './PlannedActions.tsx';
import { longDate, notedTexts, SIGNES, stateText, texts } from './texts.ts';

interface Props {
  readonly titre: string;
  readonly events: readonly EvenementProtocole[];
  readonly gestures: PlannedGestures;
  readonly onDocument: (id: NonNullable<EvenementProtocole['documentId']>) => void;
  readonly onClose: () => void;
}

/** The planned events under one mark of the timeline, each with its state and what can be done of it. */
export function PlannedDialog({ titre, events, gestures, onDocument, onClose }: Props) {
  const titleId = useId();
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{titre}</DialogTitle>
      <DialogContent>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
          {events.map((event) => (
            <li key={`${event.evenement} ${event.date}`}>
              <strong>{event.titre}</strong>
              <div>
                {longDate(event.date)} : {SIGNES[event.etat]} {stateText(event)}
              </div>
              {notedTexts(event).map((line) => (
                <div key={line} className="discret">
                  {line}
                </div>
              ))}
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
                {event.documentId === null ? null : (
                  <Button onClick={() => (event.documentId === null ? undefined : onDocument(event.documentId))}>
                    {texts.ouvrir}
                  </Button>
                )}
                <PlannedActions event={event} gestures={gestures} />
              </Box>
            </li>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          {texts.fermer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
