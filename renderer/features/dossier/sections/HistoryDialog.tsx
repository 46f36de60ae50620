import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { SectionName } from '../../../../shared/domain/medical.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { formatInstant } from '../../../lib/dates.ts';
import { useHygieQuery } from '../../../lib/queries.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Loading } from '../../../ui/Loading.tsx';
import { PatientBanner } from '../../../ui/PatientBanner.tsx';
import { useDossier } from '../use-dossier.ts';
import { TableFrame } from '../../../ui/TableFrame.tsx';
import { texts } from '../texts.ts';

interface Props {
  readonly patientId: PatientId;
  readonly section: SectionName;
  readonly titre: string;
  readonly onClose: () => void;
}

/** Who wrote what in this section, and when. */
export function HistoryDialog({ patientId, section, titre, onClose }: Props) {
  const patient = useDossier(patientId).data?.patient;
  const history = useHygieQuery('dossier.historique', { patientId, section });
  return (
    <Dialog open onClose={onClose} maxWidth="md" aria-labelledby="historique-titre">
      <DialogTitle id="historique-titre">Historique : {titre}</DialogTitle>
      <DialogContent tabIndex={0} sx={{ display: 'grid', gap: 1.5 }}>
        {patient === undefined ? null : <PatientBanner patient={patient} />}
        {history.isError ? <ErrorNotice error={history.error} onRetry={() => void history.refetch()} /> : null}
        {history.isPending ? <Loading /> : null}
        {history.data?.length === 0 ? <p className="vide">{texts.historiqueVide}</p> : null}
        {history.data === undefined || history.data.length === 0 ? null : (
          <TableFrame>
            <table className="tableau" aria-labelledby="historique-titre">
              <thead>
                <tr>
                  <th scope="col">Le</th>
                  <th scope="col">Par</th>
                  <th scope="col">Action</th>
                  <th scope="col">Avant</th>
                  <th scope="col">Après</th>
                </tr>
              </thead>
              <tbody>
                {history.data.map((line, position) => (
                  <tr key={`${line.le}-${position}`}>
                    <td style={{ whiteSpace: 'nowrap' }}>{formatInstant(line.le)}</td>
                    <td>{line.auteurNom}</td>
                    <td>{line.action}</td>
                    <td>{line.avant ?? '—'}</td>
                    <td>{line.apres ?? '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
        )}
      </DialogContent>
      <DialogActions>
        <Button autoFocus onClick={onClose}>
          {texts.fermer}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
