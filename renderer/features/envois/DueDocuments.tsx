import { Box } from '@mui/material';
import { useShell } from '../../app/shell-store.ts';
import { formatInstantDate } from '../../lib/dates.ts';
import { useHygieQuery } from '../../lib/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ENVOIS } from '../documents/labels.ts';

/** [96] What was made and never reached anybody: it stays here until it is sent, or set aside when its record closes. */
export function DueDocuments() {
  const due = useHygieQuery('envois.dus', {});
  const openRecord = useShell((state) => state.openRecord);
  return (
    <section aria-labelledby="dus-titre">
      <Box component="h2" id="dus-titre" sx={{ mt: 0, mb: 1, fontSize: '1rem' }}>
        Documents à envoyer
      </Box>
      {due.isError ? <ErrorNotice error={due.error} onRetry={() => void due.refetch()} /> : null}
      {due.data?.length === 0 ? <p className="vide">Aucun document en attente d’envoi.</p> : null}
      {due.data === undefined || due.data.length === 0 ? null : (
        <div className="tableau-cadre cadre">
          <table className="tableau" aria-labelledby="dus-titre">
            <thead>
              <tr>
                <th scope="col">Patient</th>
                <th scope="col">Date</th>
                <th scope="col">Nom</th>
                <th scope="col">Type</th>
                <th scope="col">Signataire</th>
                <th scope="col">Envoi</th>
              </tr>
            </thead>
            <tbody>
              {due.data.map((line) => (
                <tr key={line.id}>
                  <td>
                    <button
                      type="button"
                      className="bouton-nu lien"
                      onClick={() => openRecord(line.patientId, 'documents')}
                    >
                      {line.patientNom}
                    </button>
                  </td>
                  <td className="date">{formatInstantDate(line.date)}</td>
                  <td>{line.nom}</td>
                  <td>{line.type}</td>
                  <td>{line.signataire}</td>
                  <td>{ENVOIS[line.envoi]}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="discret aide">
            « Fermer le dossier » propose leur envoi au DMP. Le DMP n’est pas exhaustif et ne remplace pas le dossier
            professionnel.
          </p>
        </div>
      )}
    </section>
  );
}
