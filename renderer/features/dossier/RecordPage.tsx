import { Box } from '@mui/material';
import { Suspense } from 'react';
import type { PatientId } from '../../../shared/ids.ts';
import { ErrorBoundary } from '../../app/ErrorBoundary.tsx';
import { recordViews } from '../../app/mounted.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Loading } from '../../ui/Loading.tsx';
import { PatientBanner } from '../../ui/PatientBanner.tsx';
import { ImportantInformation } from './ImportantInformation.tsx';
import { RecordMenu } from './RecordMenu.tsx';
import './dossier.css';
import { useDossier } from './use-dossier.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly vue: string;
}

/** A record: who it is, always in sight; what matters most; the menu; one view. */
export default function RecordPage({ patientId, vue }: Props) {
  const dossier = useDossier(patientId);
  if (dossier.data === undefined) {
    return dossier.isError ? (
      <Box sx={{ p: 2 }}>
        <ErrorNotice error={dossier.error} onRetry={() => void dossier.refetch()} />
      </Box>
    ) : (
      <Loading texte={texts.ouverture} />
    );
  }
  const { patient, dmp, medecinTraitantNom } = dossier.data;
  const view = recordViews.find((each) => each.id === vue) ?? recordViews[0];
  return (
    <div className="dossier">
      <section className="tete-dossier" aria-label={texts.bandeau}>
        <div className="identite-dossier">
          <PatientBanner patient={patient} dmp={dmp} niveau="h1" />
          <span className="discret">
            {medecinTraitantNom === null ? '' : `Médecin traitant : ${medecinTraitantNom}`}
          </span>
        </div>
        <ImportantInformation texte={patient.informationImportante} patientId={patientId} />
        <RecordMenu patientId={patientId} vue={view?.id ?? ''} />
      </section>
      <div className="vue">
        <ErrorBoundary place={vue}>
          <Suspense fallback={<Loading />}>
            {view === undefined ? null : <view.Component patientId={patientId} />}
          </Suspense>
        </ErrorBoundary>
      </div>
    </div>
  );
}
