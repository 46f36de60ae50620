import { lazy, Suspense, useEffect, useState } from 'react';
import type { PatientId } from '../../../shared/ids.ts';
import { closingSteps, recordDialogs } from '../mounted.ts';
import { NEW_PATIENT, useShell } from '../shell-store.ts';
import { closeRecord } from './actions.ts';

const NewPatientDialog = lazy(() => import('../../features/patients/NewPatientDialog.tsx'));

/** Runs the closing steps of the features one after the other; each may keep the record open. */
function Closing({ patientId }: { readonly patientId: PatientId }) {
  const keepOpen = useShell((state) => state.keepOpen);
  const [position, setPosition] = useState(0);
  const step = closingSteps[position];
  const finished = step === undefined;
  useEffect(() => {
    if (finished) void closeRecord(patientId);
  }, [finished, patientId]);
  if (step === undefined) return null;
  return (
    <step.Component
      patientId={patientId}
      onDone={(close) => (close ? setPosition((current) => current + 1) : keepOpen())}
    />
  );
}

/** The dialog over the place, if there is one: of the frame or of a feature. */
export function FrameDialogs() {
  const dialogue = useShell((state) => state.dialogue);
  const fermeture = useShell((state) => state.fermeture);
  const closeDialog = useShell((state) => state.closeDialog);
  const mount = recordDialogs.find((each) => each.id === dialogue?.id);
  return (
    <Suspense fallback={null}>
      {dialogue?.id === NEW_PATIENT ? <NewPatientDialog onClose={closeDialog} /> : null}
      {mount !== undefined && dialogue?.patientId != null ? (
        <mount.Component key={dialogue.patientId} patientId={dialogue.patientId} onClose={closeDialog} />
      ) : null}
      {fermeture === null ? null : <Closing key={fermeture} patientId={fermeture} />}
    </Suspense>
  );
}
