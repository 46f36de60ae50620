import { lazy, Suspense, useState } from 'react';
import type { DossierView } from '../../../../shared/contract/dossier.ts';
import { ordonnance } from '../../../../shared/domain/document-types/ordonnance.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { useAfterPaint } from '../../../lib/after-paint.ts';
import { formatInstantDate } from '../../../lib/dates.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { useDossier } from '../use-dossier.ts';
import type { Writes } from '../use-writes.ts';
import { proposalsSentence } from './proposals-text.ts';

const TakeDialog = lazy(() => import('./TakeTreatmentsDialog.tsx'));

/** The first page of documents shows one, or does not show them all. */
const mayHoldPrescription = ({ documents, documentsTotal }: DossierView): boolean =>
  documentsTotal > documents.length || documents.some(({ typeCode }) => typeCode === ordonnance.code);

interface Props {
  readonly patientId: PatientId;
  readonly writes: Writes;
}

/** Under the treatments: what the last signed prescription changes in them. Nothing when there is nothing to look at. */
export function FromPrescription({ patientId, writes }: Props) {
  const dossier = useDossier(patientId).data;
  const painted = useAfterPaint();
  // Not among what a record waits for to be on the screen; and asked only where there may be a prescription.
  const enabled = painted && dossier !== undefined && mayHoldPrescription(dossier);
  const found = useHygieQuery('dossier.ordonnanceAReprendre', { patientId }, { enabled }).data;
  const [open, setOpen] = useState(false);
  if (found == null) return null;
  return (
    <p className="depuis-ordonnance">
      <span>
        Depuis l’ordonnance du {formatInstantDate(found.le)} : {proposalsSentence(found.propositions)}.
      </span>
      <button type="button" className="bouton-nu lien" onClick={() => setOpen(true)}>
        Mettre à jour les traitements
      </button>
      {open ? (
        <Suspense fallback={null}>
          <TakeDialog patientId={patientId} found={found} writes={writes} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </p>
  );
}
