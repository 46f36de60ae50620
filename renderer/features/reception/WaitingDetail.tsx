import { Box, Button } from '@mui/material';
import type { ATraiter, Candidat } from '../../../shared/contract/reception.ts';
import { formatCivilDate } from '../../../shared/domain/civil-date.ts';
import { RAISONS_RECEPTION } from '../../../shared/domain/reception.ts';
import { formatInstant } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fullName } from '../../ui/identity-text.ts';
import { Loading } from '../../ui/Loading.tsx';
import { CompareTraits } from './CompareTraits.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { SeenDetail } from './SeenDetail.tsx';
import { alertText, FORMATS, RESULTATS, texts, VOIES } from './texts.ts';
import { UnreadDetail } from './UnreadDetail.tsx';

export interface Acts {
  readonly choose: () => void;
  readonly create: () => void;
  readonly setAside: () => void;
  readonly seen: () => void;
  readonly task: () => void;
  readonly open: () => void;
  readonly candidate: (candidat: Candidat) => void;
}

interface Props {
  readonly ligne: ATraiter;
  readonly acts: Acts;
}

/** One arrival: where it comes from, why it waits, what it says, and one key for each decision. */
export function WaitingDetail({ ligne, acts }: Props) {
  const alert = alertText(ligne.anormal);
  return (
    <Box component="section" aria-labelledby="arrivee-titre" className="detail-arrivee">
      <Box component="h2" id="arrivee-titre" sx={{ m: 0, fontSize: '1rem' }}>
        {ligne.titre}
        {ligne.resultat === null ? '' : ` (${RESULTATS[ligne.resultat]})`}
        {alert === '' ? null : <span className="resultat-anormal"> {alert}</span>}
      </Box>
      <Box component="p" className="discret" sx={{ m: 0 }}>
        {ligne.expediteur === '' ? '' : `${ligne.expediteur} · `}
        {ligne.source === '' ? VOIES[ligne.voie] : ligne.source} · {FORMATS[ligne.format]}
        {ligne.date === null ? '' : ` · du ${formatCivilDate(ligne.date.slice(0, 10))}`} · reçu le{' '}
        {formatInstant(ligne.recuLe)}
      </Box>
      {ligne.raison === null ? null : (
        <Box component="p" sx={{ my: 0.5, fontWeight: 600 }}>
          {RAISONS_RECEPTION[ligne.raison]}
        </Box>
      )}
      {ligne.patient === null ? null : (
        <Box component="p" sx={{ my: 0.5 }}>
          Dossier : <strong>{fullName(ligne.patient)}</strong>, {formatCivilDate(ligne.patient.dateNaissance)}
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, my: 1 }}>
        {ligne.genre === 'a-voir' ? (
          <>
            <Button variant="contained" aria-keyshortcuts="V" onClick={acts.seen}>
              V · {texts.vu}
            </Button>
            <Button variant="outlined" aria-keyshortcuts="O" onClick={acts.open}>
              O · {texts.ouvrir}
            </Button>
          </>
        ) : null}
        {ligne.genre === 'a-rapprocher' ? (
          <>
            <Button variant="outlined" aria-keyshortcuts="C" onClick={acts.choose}>
              C · {texts.choisir}
            </Button>
            {ligne.identite === null ? null : (
              <Button variant="outlined" aria-keyshortcuts="N" onClick={acts.create}>
                N · {texts.creer}
              </Button>
            )}
          </>
        ) : null}
        <Button variant="outlined" aria-keyshortcuts="T" onClick={acts.task}>
          T · {texts.tache}
        </Button>
        {ligne.genre === 'a-voir' ? null : (
          <Button variant="outlined" aria-keyshortcuts="E" onClick={acts.setAside}>
            E · {texts.ecarter}
          </Button>
        )}
      </Box>
      {ligne.genre === 'a-rapprocher' ? <Unmatched ligne={ligne} acts={acts} /> : null}
      {ligne.genre === 'a-voir' && ligne.patient !== null && ligne.documentId !== null ? (
        <SeenDetail
          patientId={ligne.patient.id}
          documentId={ligne.documentId}
          titre={ligne.titre}
          resultats={ligne.resultats}
        />
      ) : null}
      {ligne.genre === 'illisible' ? <UnreadDetail ligne={ligne} /> : null}
    </Box>
  );
}

function Unmatched({ ligne, acts }: Props) {
  const report = useHygieQuery(
    'reception.rapport',
    ligne.rapport ?? { arriveeId: '00000000-0000-4000-8000-000000000000', rang: 1 },
    { enabled: ligne.rapport !== null },
  );
  if (report.data === undefined) {
    return report.isError ? <ErrorNotice error={report.error} onRetry={() => void report.refetch()} /> : <Loading />;
  }
  return (
    <>
      {ligne.raison === 'SANS_IDENTITE' && report.data.candidats.length === 0 ? null : (
        <CompareTraits identite={ligne.identite} candidats={report.data.candidats} onChoose={acts.candidate} />
      )}
      <ReportPreview report={report.data} />
    </>
  );
}
