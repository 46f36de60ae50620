import { useState, type ReactNode } from 'react';
import type { EvenementProtocole } from '../../../shared/contract/parcours.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useShell } from '../../app/shell-store.ts';
import { tell, tellError } from '../../lib/notices.ts';
import { useHygieCommand } from '../../lib/queries.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { NoteDoneDialog } from './NoteDoneDialog.tsx';
import type { PlannedGestures } from './PlannedActions.tsx';
import { PlannedDialog } from './PlannedDialog.tsx';
import { notedTexts, stateText, texts } from './texts.ts';

interface Planned {
  readonly gestures: PlannedGestures;
  /** Shows the planned events of one mark of the timeline. */
  readonly openMark: (titre: string, events: readonly EvenementProtocole[]) => void;
  /** To be put in the page once. */
  readonly dialogs: ReactNode;
}

/** Gestures on the planned events of a patient, with the dialogs that they open. */
export function usePlanned(patientId: PatientId, onOrder: (event: EvenementProtocole) => void): Planned {
  const openDocument = useShell((state) => state.openDocument);
  const [noting, setNoting] = useState<EvenementProtocole | null>(null);
  const [takingBack, setTakingBack] = useState<EvenementProtocole | null>(null);
  const [marked, setMarked] = useState<{ titre: string; events: readonly EvenementProtocole[] } | null>(null);
  const takeBack = useHygieCommand('parcours.annulerActe', {
    refreshes: ['parcours.lire'],
    onSuccess: () => tell('Acte noté annulé ; il reste dans l’historique'),
  });
  const gestures: PlannedGestures = {
    onOrder: (event) => {
      setMarked(null);
      onOrder(event);
    },
    onNote: (event) => {
      setMarked(null);
      setNoting(event);
    },
    onTakeBack: (event) => {
      setMarked(null);
      setTakingBack(event);
    },
  };

  return {
    gestures,
    openMark: (titre, events) => {
      const [only, ...others] = events;
      // One examination with its report: the report, without a click more.
      if (only?.documentId != null && others.length === 0) openDocument(patientId, only.documentId);
      else setMarked({ titre, events });
    },
    dialogs: (
      <>
        {marked === null ? null : (
          <PlannedDialog
            titre={marked.titre}
            events={marked.events}
            gestures={gestures}
            onDocument={(id) => {
              setMarked(null);
              openDocument(patientId, id);
            }}
            onClose={() => setMarked(null)}
          />
        )}
        {noting === null ? null : (
          <NoteDoneDialog patientId={patientId} event={noting} onClose={() => setNoting(null)} />
        )}
        {takingBack?.acte == null ? null : (
          <ConfirmDialog
            open
            danger
            titre={`${texts.annulerTitre} : ${takingBack.titre}`}
            annuler={texts.retour}
            confirmer={texts.annulerTitre}
            onCancel={() => setTakingBack(null)}
            onConfirm={() => {
              if (takingBack.acte !== null)
                takeBack.mutate({ patientId, id: takingBack.acte.id }, { onError: tellError });
              setTakingBack(null);
            }}
          >
            <p>{stateText(takingBack)}</p>
            {notedTexts(takingBack).map((line) => (
              <p key={line}>{line}</p>
            ))}
            <p className="discret">L’événement redevient à faire ; ce qui avait été noté reste dans l’historique.</p>
          </ConfirmDialog>
        )}
      </>
    ),
  };
}
